package ai.tulia.messaging.activities.delivery;

import ai.tulia.messaging.activities.message.Decisions;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.FactsReader;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.OutboundReader;
import ai.tulia.messaging.store.message.OutboundRow;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.SendingPace;
import ai.tulia.messaging.workflows.message.Step;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What must be true, and committed, before a POST may go out. */
@Component
class SendingLedger {
    private static final String NO_ACCOUNT = "no_provider_account";

    sealed interface Begun {
        /** SENDING is committed: the POST may go out, this once. */
        record Yes(DispatchRow row, int attempt, OutboundMessage outbound) implements Begun {}

        record No(Step step) implements Begun {}
    }

    private final TenantTransactions transactions;
    private final FactsReader facts;
    private final OutboundReader texts;
    private final MessageTransitions transitions;
    private final Decisions decisions;
    private final OutboundMessages outbound;
    private final QuotaCounters counters;
    private final SendingPace pace;

    SendingLedger(
            TenantTransactions transactions,
            FactsReader facts,
            OutboundReader texts,
            MessageTransitions transitions,
            Decisions decisions,
            OutboundMessages outbound,
            QuotaCounters counters,
            SendingPace pace) {
        this.transactions = transactions;
        this.facts = facts;
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
                () -> facts.ofMessageLocked(message)
                        .map(row -> decisions
                                .settled(row, now)
                                .<Begun>map(Begun.No::new)
                                .orElseGet(() -> decide(row, now)))
                        .orElse(new Begun.No(Step.stop("not_in_ledger", "failed"))));
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
        OutboundRow text = texts.outbound(row.ref()).orElseThrow();
        if (text.accountSid() == null) {
            transitions.fail(
                    row.ref(), NO_ACCOUNT, "give the tenant its Twilio account: PUT /v1/tenants/{id}/twilio", now);
            return new Begun.No(Step.stop(NO_ACCOUNT, "failed"));
        }
        int attempt = row.attempt() + 1;
        OutboundMessage message = outbound.of(row, text, attempt, now);
        pace.countSingle(text.from(), text.messagesPerSecond());
        transitions.beginSending(row.ref(), attempt, now);
        return new Begun.Yes(row, attempt, message);
    }
}
