package ai.tulia.messaging.store.webhook;

import java.util.UUID;

/**
 * What is delivered to one endpoint in one order: its events as they come, or those that are replayed.
 *
 * @param replay whether it is the lane of replayed ones
 */
public record WebhookLane(UUID tenantId, UUID endpointId, boolean replay) {}
