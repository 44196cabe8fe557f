package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.StoredMessage;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Tells a caller who was refused over the daily limit when the next unit of it comes free. */
@Component
class QuotaRetryAfter {
    /** No unit that is taken now is still taken then. */
    private static final Duration WHOLE_WINDOW = Duration.ofHours(24);
    /** Until the counters, which are unavailable just now, can be asked again. */
    private static final Duration COUNTER_PAUSE = Duration.ofSeconds(60);

    private final TenantTransactions transactions;
    private final DispatchFactsQueries facts;
    private final QuotaCounters counters;
    private final Clock clock;

    QuotaRetryAfter(TenantTransactions transactions, DispatchFactsQueries facts, QuotaCounters counters, Clock clock) {
        this.transactions = transactions;
        this.facts = facts;
        this.counters = counters;
        this.clock = clock;
    }

    ApiProblem addTo(ApiProblem problem, StoredMessage refused) {
        Instant now = clock.instant();
        DispatchRow row = transactions.call(
                refused.ref().tenantId(), () -> facts.ofMessage(refused.ref()).orElseThrow());
        QuotaAnswer answer = counters.look(
                refused.ref().tenantId(),
                QuotaRequest.of(row.facts().type().rules(), row.dailyLimit(), row.createdAt(), now));
        Instant retryAt = answer.nextFreeAt() != null ? answer.nextFreeAt() : now.plus(unknown(answer));
        if (answer.nextFreeAt() != null) {
            problem.with("next_free_at", answer.nextFreeAt());
        }
        long seconds = (Duration.between(now, retryAt).toMillis() + 999) / 1_000;
        return problem.header("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    private static Duration unknown(QuotaAnswer answer) {
        return switch (answer.verdict()) {
            case GRANTED, NOT_ASKED -> Duration.ZERO;
            case UNAVAILABLE -> COUNTER_PAUSE;
            case DENIED -> WHOLE_WINDOW;
        };
    }
}
