package ai.tulia.messaging.standalone.story;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What a reader may open next. */
record WhereToLook(Addresses addresses) implements Scene {
    @Override
    public void play(Shop shop, Narrator narrator) {
        narrator.heading("Where to look", "Everything of this story is still there.");
        addresses
                .temporalUi()
                .ifPresent(ui -> page(narrator, "its workflows, in Temporal's Web UI", workflows(ui, shop.tenantId())));
        page(narrator, "what Twilio received", addresses.simulator().resolve("/"));
        page(narrator, "the API, described", addresses.api().resolve("/v1/docs"));
    }

    static URI workflows(URI ui, String tenant) {
        String query = URLEncoder.encode("TenantId=\"" + tenant + "\"", StandardCharsets.UTF_8);
        return ui.resolve("/namespaces/default/workflows?query=" + query);
    }

    private static void page(Narrator narrator, String what, URI address) {
        int status = Caller.peek(address);
        if (status >= 400) {
            throw new StoryFailed("expected a page at " + address + ", found status " + status);
        }
        narrator.confirm(what + "\n    " + address);
    }
}
