package ai.tulia.messaging.store.callback;

import ai.tulia.messaging.domain.delivery.DeliveryReport;
import ai.tulia.messaging.domain.message.MessageRef;

/**
 * A status callback.
 *
 * @param ref from the path that our POST named; it may be none of the tenant's
 * @param attempt from the same path
 * @param sid the provider's id of the message
 */
public record ProviderCallback(MessageRef ref, int attempt, String sid, DeliveryReport report) {}
