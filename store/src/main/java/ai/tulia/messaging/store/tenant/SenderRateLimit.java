package ai.tulia.messaging.store.tenant;

/**
 * How fast a sender may post.
 *
 * @param perSecond messages, all its tenants together
 * @param version counts its changes; 0 = never set
 */
public record SenderRateLimit(int perSecond, long version) {}
