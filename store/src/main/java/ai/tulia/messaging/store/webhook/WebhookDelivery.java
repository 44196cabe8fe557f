package ai.tulia.messaging.store.webhook;

import ai.tulia.messaging.domain.webhook.WebhookEventType;
import java.time.Instant;
import java.util.UUID;

/**
 * One event on its way to one endpoint.
 *
 * @param id the webhook-id, the same on every try
 * @param subjectId the message, customer, broadcast, … that it is about
 * @param data JSON of an object: ids, states, times, codes
 * @param at when it happened
 * @param attempts tries before this one
 */
public record WebhookDelivery(UUID id, UUID subjectId, WebhookEventType type, String data, Instant at, int attempts) {}
