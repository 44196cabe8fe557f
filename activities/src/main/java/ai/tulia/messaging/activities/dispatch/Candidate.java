package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.quota.QuotaUsage;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.OutboundText;
import ai.tulia.messaging.store.quota.QuotaRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A message that may be dispatched, its row locked, or new.
 *
 * @param acceptedAt of those that wait for the daily limit with one priority, older ones go first
 * @param text rendered once it may go, from what was read before; empty when a value that it needs is missing
 */
public record Candidate(DispatchRow row, Instant acceptedAt, Supplier<Optional<Text>> text) {
    /** @param renderedNow whether the ledger does not have the text yet */
    public record Text(OutboundText outbound, boolean renderedNow) {}

    /** Whether it has its unit of the daily limit from an earlier try. */
    public boolean isReserved(Instant now) {
        Instant reservedAt = row.reservedAt();
        return reservedAt != null && reservedAt.plus(QuotaUsage.WINDOW).isAfter(now);
    }

    QuotaRequest quotaRequest(Instant now) {
        return QuotaRequest.of(row.facts().type().rules(), row.dailyLimit(), acceptedAt, now);
    }
}
