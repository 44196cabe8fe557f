package ai.tulia.messaging.store.tenant;

import org.jspecify.annotations.Nullable;

/**
 * What a tenant may send.
 *
 * @param dailyLimit messages in a rolling 24 h; null = unlimited
 * @param version counts its changes
 */
public record Tier(String name, @Nullable Long dailyLimit, long version) {}
