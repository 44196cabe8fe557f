package ai.tulia.messaging.store.consent;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.webhook.WebhookOutbox;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What webhooks say of a recorded consent. */
final class ConsentEvents {
    private ConsentEvents() {}

    static WebhookOutbox.Event of(
            UUID customerId, Channel channel, ConsentType type, ConsentState state, @Nullable String source) {
        var data = new LinkedHashMap<String, Object>();
        data.put("customer_id", customerId);
        data.put("channel", channel.code());
        data.put("consent_type", type.code());
        if (source != null) {
            data.put("source", source);
        }
        return new WebhookOutbox.Event(
                state == ConsentState.WITHDRAWN
                        ? WebhookEventType.CUSTOMER_OPTED_OUT
                        : WebhookEventType.CUSTOMER_OPTED_IN,
                customerId,
                data);
    }
}
