package ai.tulia.messaging.standalone.acceptance;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A message in the making; it reads as the sentence that a test says. */
final class Letter {
    /** Rare enough to be searched for in everything that is written anywhere. */
    static final String MARK = "xylographer";

    private final Shop shop;
    private final Map<String, Object> body = new LinkedHashMap<>();

    Letter(Shop shop, String type, Customer to) {
        this.shop = shop;
        body.put("customer_id", to.id());
        body.put("message_type", type);
        body.put("content", "Hello {{name}}, the " + MARK + " is ready");
    }

    Letter with(String field, Object value) {
        body.put(field, value);
        return this;
    }

    Letter from(String template, Map<String, ?> context) {
        body.remove("content");
        return with("template_id", template).with("context", context);
    }

    Letter deferring() {
        return with("when_over_limit", "defer");
    }

    Answer send(String... headers) {
        return shop.post("/v1/messages/send", body, headers);
    }

    Answer sendAt(Http door, String... headers) {
        return shop.postAt(door, "/v1/messages/send", body, headers);
    }

    Answer at(Instant time) {
        return shop.post("/v1/messages/schedule", with("scheduled_at", time.toString()).body);
    }
}
