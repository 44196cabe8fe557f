package ai.tulia.messaging.store.tenant;

import org.jspecify.annotations.Nullable;

/** @param dailyLimit messages in a rolling 24 h; null = unlimited */
public record Tier(String name, @Nullable Long dailyLimit) {}
