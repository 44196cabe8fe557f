package ai.tulia.messaging.activities.delivery;

import ai.tulia.messaging.activities.message.Decisions;
import ai.tulia.messaging.domain.delivery.AttemptVerdict;
import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.ProviderOutcomes;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.workflows.message.Step;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Writes what became of one attempt: sent, refused for good, to be tried again, or unknown. */
@Component
class AttemptOutcome {
    private final TenantTransactions transactions;
    private final ProviderOutcomes outcomes;
    private final MessageTransitions transitions;
    private final ProviderOptOuts optOuts;
    private final QuotaCounters counters;

    AttemptOutcome(
            TenantTransactions transactions,
            ProviderOutcomes outcomes,
            MessageTransitions transitions,
            ProviderOptOuts optOuts,
            QuotaCounters counters) {
        this.transactions = transactions;
        this.outcomes = outcomes;
        this.transitions = transitions;
        this.optOuts = optOuts;
        this.counters = counters;
    }

    Step write(DispatchRow row, int attempt, ProviderAnswer answer, Instant at) {
        MessageRef ref = row.ref();
        var verdict = AttemptVerdict.of(answer, attempt, ref.messageId().getLeastSignificantBits(), at);
        return switch (verdict) {
            case AttemptVerdict.Sent sent -> {
                transactions.run(ref.tenantId(), () -> outcomes.sent(ref, attempt, sent.sid(), at));
                yield Decisions.closed(MessageState.SENT);
            }
            case AttemptVerdict.Unknown unknown -> {
                transactions.run(ref.tenantId(), () -> outcomes.unknown(ref, attempt, unknown.cause(), at));
                yield Decisions.closed(MessageState.UNKNOWN);
            }
            case AttemptVerdict.Later later -> {
                // Its place stays reserved.
                transactions.run(
                        ref.tenantId(), () -> transitions.retryLater(ref, attempt, later.until(), later.code(), at));
                yield Step.waitUntil(later.until(), "provider_busy");
            }
            case AttemptVerdict.Failed failed -> failed(row, attempt, failed, at);
        };
    }

    private Step failed(DispatchRow row, int attempt, AttemptVerdict.Failed failed, Instant at) {
        MessageRef ref = row.ref();
        transactions.run(ref.tenantId(), () -> {
            outcomes.failed(ref, attempt, failed.code(), failed.advice(), at);
            if (failed.error().reaction() == ErrorClass.OPT_OUT) {
                optOuts.record(row, failed.code(), at);
            }
        });
        // The provider refused it at the door: it never counted there, so it does not count here.
        counters.release(ref);
        return Step.stop(failed.code(), MessageState.FAILED.status().word());
    }
}
