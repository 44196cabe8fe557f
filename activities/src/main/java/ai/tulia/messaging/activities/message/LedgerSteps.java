package ai.tulia.messaging.activities.message;

import ai.tulia.messaging.domain.consent.ConsentFact;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.FactsReader;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.OutboundReader;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.workflows.message.ConsentAnswer;
import ai.tulia.messaging.workflows.message.MessageSteps;
import ai.tulia.messaging.workflows.message.Step;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The short steps of a message: read the facts, ask the policy, write what it says. */
@Component
public class LedgerSteps implements MessageSteps {
    private static final Step GONE = Step.stop("not_in_ledger", "failed");

    private final TenantTransactions transactions;
    private final FactsReader facts;
    private final OutboundReader texts;
    private final MessageTransitions transitions;
    private final Decisions decisions;
    private final QuotaCounters counters;

    LedgerSteps(
            TenantTransactions transactions,
            FactsReader facts,
            OutboundReader texts,
            MessageTransitions transitions,
            Decisions decisions,
            QuotaCounters counters) {
        this.transactions = transactions;
        this.facts = facts;
        this.texts = texts;
        this.transitions = transitions;
        this.decisions = decisions;
        this.counters = counters;
    }

    @Override
    public ConsentAnswer checkConsent(MessageRef message) {
        return transactions.call(
                message.tenantId(),
                () -> facts.ofMessage(message)
                        .map(row -> new ConsentAnswer(
                                row.facts().consent().state().word(),
                                row.facts().consent().recordedAt(),
                                row.facts().channelConsent().state().word(),
                                row.facts().channelConsent().recordedAt()))
                        .orElse(new ConsentAnswer("unknown", null, "unknown", null)));
    }

    @Override
    public Step decideDispatch(MessageRef message, ConsentAnswer consent, Instant now) {
        Step step = transactions.call(
                message.tenantId(),
                () -> facts.ofMessage(message)
                        .map(row -> decisions.settled(row, now).orElseGet(() -> decide(row, consent, now)))
                        .orElse(GONE));
        return releasedIfEnded(message, step);
    }

    private Step decide(DispatchRow row, ConsentAnswer consent, Instant now) {
        return decisions.write(row, DispatchPolicy.decide(row.facts().with(own(consent), whole(consent)), now), now);
    }

    @Override
    public Step reserveQuota(MessageRef message, ConsentAnswer consent, Instant now) {
        DispatchRow row = transactions.call(
                message.tenantId(), () -> facts.ofMessage(message).orElse(null));
        if (row == null || !row.state().isHeld()) {
            return row == null ? GONE : Decisions.closed(row.state());
        }
        var rules = row.facts().type().rules();
        var reservation = counters.reserve(
                message,
                new QuotaRequest(
                        row.dailyLimit(),
                        rules.heldByLimit(),
                        rules.openWithoutCounter(),
                        rules.priority(),
                        row.createdAt(),
                        now));
        var answered = row.facts().with(own(consent), whole(consent)).with(reservation.answer());
        DispatchDecision decision = DispatchPolicy.decide(answered, now);
        if (decision instanceof DispatchDecision.SendNow) {
            // Most may go, and then there is nothing to write: no transaction for it.
            return Step.GO;
        }
        Step step = transactions.call(message.tenantId(), () -> decisions.write(row, decision, now));
        return releasedIfEnded(message, step);
    }

    @Override
    public void renderMessage(MessageRef message) {
        transactions.run(
                message.tenantId(),
                () -> texts.draft(message)
                        .filter(draft -> !draft.rendered())
                        .ifPresent(draft -> transitions.rendered(
                                message,
                                MessageTemplate.parse(draft.content()).render(draft.context()),
                                contentVariables(draft))));
    }

    @Override
    public Step cancelMessage(MessageRef message, Instant now) {
        Step step = transactions.call(message.tenantId(), () -> {
            transitions.cancel(message, "temporal", now);
            return facts.ofMessage(message)
                    .map(row -> Decisions.closed(row.state()))
                    .orElse(GONE);
        });
        return releasedIfEnded(message, step);
    }

    /** What ends without having been handed over takes no place, and no longer waits for one. */
    private Step releasedIfEnded(MessageRef message, Step step) {
        if (step.endsUnsent()) {
            counters.release(message);
        }
        return step;
    }

    /** WhatsApp's numbered variables with our values: {@code {"1": "Ana"}}. */
    private static Map<String, String> contentVariables(OutboundReader.Draft draft) {
        var values = new LinkedHashMap<String, String>();
        draft.contentVariables()
                .forEach((theirs, ours) -> values.put(
                        theirs, MessageTemplate.parse("{{" + ours + "}}").render(draft.context())));
        return values;
    }

    private static ConsentFact own(ConsentAnswer consent) {
        return fact(consent.state(), consent.recordedAt());
    }

    private static ConsentFact whole(ConsentAnswer consent) {
        return fact(consent.channelState(), consent.channelRecordedAt());
    }

    private static ConsentFact fact(String word, @org.jspecify.annotations.Nullable Instant recordedAt) {
        return new ConsentFact(ConsentState.valueOf(word.toUpperCase(java.util.Locale.ROOT)), recordedAt, null);
    }
}
