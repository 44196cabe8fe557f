package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.dispatch.DispatchFacts;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message with the facts of its tenant and customer as they are now, for the policy.
 *
 * @param facts without a word from the counters: {@link QuotaAnswer#NOT_ASKED}, or granted when it has a unit
 * @param dailyLimit of the tenant's tier; null = unlimited
 * @param reservedAt since when it has its unit of the daily limit; null = it has none
 * @param changedAt when its state last changed: for SENDING, when its attempt started
 */
public record DispatchRow(
        MessageRef ref,
        UUID customerId,
        MessageState state,
        int attempt,
        DispatchFacts facts,
        @Nullable Long dailyLimit,
        @Nullable Instant reservedAt,
        Instant createdAt,
        Instant changedAt,
        Waiting waiting) {}
