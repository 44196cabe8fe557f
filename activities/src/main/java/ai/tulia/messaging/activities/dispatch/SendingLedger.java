package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.activities.delivery.OutboundMessage;
import ai.tulia.messaging.activities.delivery.OutboundMessages;
import ai.tulia.messaging.activities.message.Decisions;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.OutboundReader;
import ai.tulia.messaging.store.message.OutboundRow;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.SendingPace;
import ai.tulia.messaging.workflows.message.Step;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** What must be true, and committed, before a POST may go out. */
@Component
class SendingLedger {
    private static final String NO_ACCOUNT = "no_provider_account";

    sealed interface Begun {
        /** SENDING is committed: the POST may go out, this once. */
        record Yes(Attempt attempt) implements Begun {}

        record No(Step step) implements Begun {}
    }

    private final TenantTransactions transactions;
    private final OutboundReader texts;
    private final MessageTransitions transitions;
    private final Decisions decisions;
    private final OutboundMessages outbound;
    private final QuotaCounters counters;
    private final SendingPace pace;

    SendingLedger(
            TenantTransactions transactions,
            OutboundReader texts,
            MessageTransitions transitions,
            Decisions decisions,
            OutboundMessages outbound,
            QuotaCounters counters,
            SendingPace pace) {
        this.transactions = transactions;
        this.texts = texts;
        this.transitions = transitions;
        this.decisions = decisions;
        this.outbound = outbound;
        this.counters = counters;
        this.pace = pace;
    }

    /** Reads the facts under a row lock, decides again and commits {@code SENDING(attempt)}, or says why not. */
    Begun begin(MessageRef message, Instant now) {
        Begun begun = transactions.call(
                message.tenantId(),
                () -> decisions.<Begun>underLock(message, now, row -> decide(row, now), Begun.No::new));
        if (begun instanceof Begun.No no && no.step().endsUnsent()) {
            counters.release(message);
        }
        return begun;
    }

    private Begun decide(DispatchRow row, Instant now) {
        DispatchDecision decision = DispatchPolicy.decide(row.facts(), now);
        if (!(decision instanceof DispatchDecision.SendNow)) {
            return new Begun.No(decisions.write(row, decision, now));
        }
        if (!isReserved(row, now)) {
            // Rescheduled after its reservation, or reserved a day ago: the workflow asks for one first.
            return new Begun.No(Step.waitUntil(now, "not_reserved"));
        }
        OutboundRow handed = texts.outbound(row.ref()).orElseThrow();
        OutboundReader.Account account = handed.account();
        if (account == null) {
            var fault = new Transition.Undispatchable(
                    row.ref(), NO_ACCOUNT, "give the tenant its Twilio account: PUT /v1/tenants/{id}/twilio");
            transitions.apply(fault, now);
            return new Begun.No(Step.stop(NO_ACCOUNT, "failed"));
        }
        int number = row.attempt() + 1;
        String token = outbound.openToken(row.ref().tenantId(), account.sealedToken());
        OutboundMessage message = outbound.of(row, account.sid(), token, handed.text(), number, now);
        pace.countSingle(handed.text().from(), handed.messagesPerSecond());
        transitions.startAll(
                row.ref().tenantId(), List.of(new Transition.AttemptStarted(row.ref(), number, null, null, null)), now);
        return new Begun.Yes(new Attempt(row, number, message, now));
    }

    private static boolean isReserved(DispatchRow row, Instant now) {
        Instant reservedAt = row.reservedAt();
        return reservedAt != null && reservedAt.plus(QuotaRequest.WINDOW).isAfter(now);
    }
}
