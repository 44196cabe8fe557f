package ai.tulia.messaging.activities.delivery;

import ai.tulia.messaging.activities.message.Decisions;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.domain.delivery.ProviderError;
import ai.tulia.messaging.domain.delivery.RetryBackoff;
import ai.tulia.messaging.domain.delivery.TwilioErrors;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.ProviderOutcomes;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.workflows.message.Step;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what became of one attempt: sent, refused for good, to be tried again, or unknown. */
@Component
class AttemptOutcome {
    private final TenantTransactions transactions;
    private final ProviderOutcomes outcomes;
    private final MessageTransitions transitions;
    private final ConsentLedger consents;
    private final QuotaCounters counters;

    AttemptOutcome(
            TenantTransactions transactions,
            ProviderOutcomes outcomes,
            MessageTransitions transitions,
            ConsentLedger consents,
            QuotaCounters counters) {
        this.transactions = transactions;
        this.outcomes = outcomes;
        this.transitions = transitions;
        this.consents = consents;
        this.counters = counters;
    }

    Step write(DispatchRow row, int attempt, ProviderAnswer answer, Instant at) {
        return switch (answer) {
            case ProviderAnswer.Created created -> sent(row.ref(), attempt, created.sid(), at);
            case ProviderAnswer.Ambiguous ambiguous -> unknown(row.ref(), attempt, ambiguous.cause(), at);
            case ProviderAnswer.NotSent not -> later(row.ref(), attempt, not.cause(), null, at);
            case ProviderAnswer.Refused refused -> refused(row, attempt, refused, at);
        };
    }

    private Step sent(MessageRef ref, int attempt, String sid, Instant at) {
        transactions.run(ref.tenantId(), () -> outcomes.sent(ref, attempt, sid, at));
        return Decisions.closed(MessageState.SENT);
    }

    private Step unknown(MessageRef ref, int attempt, String cause, Instant at) {
        transactions.run(ref.tenantId(), () -> outcomes.unknown(ref, attempt, cause, at));
        return Decisions.closed(MessageState.UNKNOWN);
    }

    private Step refused(DispatchRow row, int attempt, ProviderAnswer.Refused refused, Instant at) {
        ProviderError error = TwilioErrors.onPost(refused.httpStatus(), refused.code());
        String code = "twilio_" + (refused.code() == null ? "http_" + refused.httpStatus() : refused.code());
        return switch (error.reaction()) {
            case RETRY -> later(row.ref(), attempt, code, refused.retryAfter(), at);
            case WAIT ->
                attempt > TwilioErrors.resends(error)
                        ? failed(row, attempt, code, error, at)
                        : later(row.ref(), attempt, code, longer(error.retryAfter(), refused.retryAfter()), at);
            case AMBIGUOUS -> unknown(row.ref(), attempt, code, at);
            case PERMANENT, OPT_OUT, NEEDS_TEMPLATE, TENANT_CONFIGURATION -> failed(row, attempt, code, error, at);
        };
    }

    private Step failed(DispatchRow row, int attempt, String code, ProviderError error, Instant at) {
        MessageRef ref = row.ref();
        transactions.run(ref.tenantId(), () -> {
            outcomes.failed(ref, attempt, code, error.meaning() + " " + error.advice(), at);
            if (error.reaction() == ErrorClass.OPT_OUT) {
                consents.record(
                        ref.tenantId(),
                        row.customerId(),
                        row.facts().channel(),
                        ConsentType.ALL,
                        ConsentState.WITHDRAWN,
                        "provider",
                        code,
                        at);
            }
        });
        // The provider refused it at the door: it never counted there, so it does not count here.
        counters.release(ref);
        return Step.stop(code, MessageState.FAILED.status().word());
    }

    /** Safe to try again: the provider did not process it, or was never reached. Its place stays reserved. */
    private Step later(MessageRef ref, int attempt, String code, @Nullable Duration atLeast, Instant at) {
        Instant until =
                at.plus(RetryBackoff.after(attempt, atLeast, ref.messageId().getLeastSignificantBits()));
        transactions.run(ref.tenantId(), () -> transitions.retryLater(ref, attempt, until, code, at));
        return Step.waitUntil(until, "provider_busy");
    }

    private static Duration longer(Duration one, @Nullable Duration other) {
        return other != null && other.compareTo(one) > 0 ? other : one;
    }
}
