package ai.tulia.messaging.api.openapi;

import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.security.ApiPrincipal;
import ai.tulia.messaging.api.security.Caller;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API describes itself at {@code /v1/openapi.json}; to be read at {@code /v1/docs}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String ABOUT = """
        Sends messages by WhatsApp and SMS, now, at a time, or to many, as far as consents, quiet hours and daily
        limits allow, and says what became of each.

        All JSON is in snake_case. Instants are shown in UTC with milliseconds. Every error is
        `application/problem+json`, with a `code` to branch on and a `type` that leads to what it means. Every POST
        takes an `Idempotency-Key`. Lists are pages: hand `next_cursor` back as `cursor`. Every answer has an `X-Request-Id`,
        which is that of the request where it has one. With a tenant's key it has `RateLimit-Policy` and `RateLimit`, which
        say how many requests the key and the tenant may make, and how many are left.\
        """;

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, ApiPrincipal.class, IfMatch.class);
    }

    @Bean
    OpenAPI document() {
        return new OpenAPI()
                .info(new Info().title("Tulia Messaging").version("1.0.0").description(ABOUT))
                // Not by the request's Host, which is the caller's word.
                .servers(List.of(new Server().url("/").description("Where this document comes from")))
                .tags(tags())
                .components(new Components()
                        .addSecuritySchemes(OperationSecurity.TENANT, bearer("A tenant's API key"))
                        .addSecuritySchemes(OperationSecurity.OPERATOR, bearer("The operator's key")));
    }

    private static SecurityScheme bearer(String description) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(description);
    }

    private static List<Tag> tags() {
        return List.of(
                tag("Messages", "One text to one customer: sent, scheduled, explained, changed"),
                tag("Batches", "Up to 1,000 messages in one request"),
                tag("Broadcasts", "One text to many customers: made, planned, steered, followed"),
                tag("Customers", "Whom messages are for, where they are reached, and what was written either way"),
                tag("Consents", "What customers said about being written to"),
                tag("Keywords", "The words by which customers stop, start and ask for help"),
                tag("Opt-out reviews", "Texts that may be opt-outs, for a person to decide"),
                tag("Templates", "Texts with placeholders, in versions"),
                tag("Audiences", "Criteria under a name, and whom they mean"),
                tag("Webhook endpoints", "Addresses at which a tenant gets events"),
                tag("Limits", "The daily limit, and its warnings"),
                tag("Provider errors", "What the provider's errors mean"),
                tag("Problems", "What the codes of this API's errors mean"),
                tag("Audit log", "What happened to keys, credentials, limits and settings, and who took data out"),
                tag("Tenants", "Who sends; for the operator"),
                tag("API keys", "What tenants call the API with; for the operator"),
                tag("Twilio accounts", "What tenants send through; for the operator"),
                tag("Tiers", "Daily limits under a name; for the operator"),
                tag("Senders", "How fast a sender may post; for the operator"),
                tag(
                        "Operations",
                        "What became of messages of all tenants, and what the API stands on; for the operator"),
                tag("Secrets", "The key under which secrets are kept; for the operator"));
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }
}
