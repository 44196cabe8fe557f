package ai.tulia.messaging.api.webhookendpoint;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.webhook.EndpointDefinition;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An endpoint as a caller makes or changes one. */
record WebhookEndpointRequest(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "https; http where the server permits private addresses")
        @Nullable
        String url,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "Such as message.sent; docs/api.md lists them.")
        @Nullable
        List<String> events,

        @Nullable String description,

        @Schema(description = "[\"content\"] = with texts and numbers; none by default.") @Nullable
        List<String> include,

        @Schema(description = "false = nothing is delivered, or kept for later delivery.", defaultValue = "true")
        @Nullable
        Boolean enabled) {

    static WebhookEndpointRequest of(EndpointDefinition definition) {
        return new WebhookEndpointRequest(
                definition.url(),
                definition.events(),
                definition.description(),
                definition.include(),
                definition.enabled());
    }

    /** @throws ai.tulia.messaging.api.problem.ApiProblem 400 with everything that is wrong */
    EndpointDefinition checked(boolean allowPrivate) {
        List<String> codes = WebhookEventType.subscribable();
        new Checks()
                .required("url", url)
                .text("url", url, 2000)
                .that(
                        url == null || isUsable(url, allowPrivate),
                        "url",
                        "is no address of a webhook",
                        allowPrivate
                                ? "give an absolute http or https address without a user"
                                : "give an absolute https address without a user, such as https://example.com/hooks")
                .text("description", description, 200)
                .required("events", events)
                .that(events == null || !events.isEmpty(), "events", "are none", "give one at least")
                .that(
                        events == null || areOf(events, codes),
                        "events",
                        "hold one twice, or one that is not known",
                        "give some of " + String.join(", ", codes))
                .that(
                        include == null || areOf(include, List.of(EndpointDefinition.CONTENT)),
                        "include",
                        "holds something that is not known",
                        "give content, or leave it out")
                .done();
        return new EndpointDefinition(
                Objects.requireNonNull(url),
                description,
                Objects.requireNonNull(events),
                include == null ? List.of() : include,
                enabled == null || enabled);
    }

    private static boolean areOf(List<String> given, List<String> known) {
        return new HashSet<>(given).size() == given.size()
                && given.stream().allMatch(one -> one != null && known.contains(one));
    }

    private static boolean isUsable(String url, boolean allowPrivate) {
        try {
            URI uri = new URI(url);
            boolean scheme = "https".equalsIgnoreCase(uri.getScheme())
                    || allowPrivate && "http".equalsIgnoreCase(uri.getScheme());
            return scheme && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
