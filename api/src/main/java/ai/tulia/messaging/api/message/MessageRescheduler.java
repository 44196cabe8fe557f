package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Transition;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Gives a message another time, in one transaction that locks its row. */
@Component
class MessageRescheduler {
    private final TenantTransactions transactions;
    private final DispatchFactsQueries facts;
    private final MessageTransitions transitions;
    private final MessageReader messages;

    MessageRescheduler(
            TenantTransactions transactions,
            DispatchFactsQueries facts,
            MessageTransitions transitions,
            MessageReader messages) {
        this.transactions = transactions;
        this.facts = facts;
        this.transitions = transitions;
        this.messages = messages;
    }

    /** @throws ApiProblem 409 when it has begun to leave; on any problem nothing has changed */
    void move(MessageRef ref, RequestedTime asked, Instant now) {
        transactions.run(ref.tenantId(), () -> {
            DispatchRow row = facts.ofMessageLocked(ref).orElseThrow(() -> ApiProblem.notFound("message"));
            if (!row.state().isBeforeSend()) {
                throw MessageProblems.tooLate(messages.required(ref));
            }
            Timing when = TimingResolver.of(asked, row.facts().zones(), validity(row), now);
            DispatchDecision decision = DispatchPolicy.decide(moved(row.facts(), when), now);
            MessageAcceptor.refuseTooShort(decision);
            switch (decision) {
                case DispatchDecision.Wait wait -> write(ref, when, wait, now);
                case DispatchDecision.Stop stop -> throw RefusalProblems.of(messages.required(ref), stop.reason());
                case DispatchDecision.SendNow go -> throw new IllegalStateException("its time is yet to come");
            }
        });
    }

    private void write(MessageRef ref, Timing when, DispatchDecision.Wait wait, Instant now) {
        transitions.apply(new Transition.Rescheduled(ref, when.schedule(), when.expiresAt(), wait), now);
    }

    /** As long after its time as it was until now: a validity that the caller once chose is kept. */
    private static Duration validity(DispatchRow row) {
        Instant due = row.facts().window().notBefore();
        return Duration.between(
                due == null ? row.createdAt() : due, row.facts().window().expiresAt());
    }

    private static DispatchFacts moved(DispatchFacts facts, Timing when) {
        var window = new DispatchFacts.SendWindow(when.schedule().notBefore(), when.expiresAt());
        // A unit of the quota is asked for when its time has come.
        return facts.with(window).with(QuotaAnswer.NOT_ASKED);
    }
}
