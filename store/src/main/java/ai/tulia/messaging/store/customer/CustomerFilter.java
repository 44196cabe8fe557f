package ai.tulia.messaging.store.customer;

import org.jspecify.annotations.Nullable;

/** Which customers to list; null = all. */
public record CustomerFilter(
        @Nullable String phoneNumber, @Nullable String tag) {}
