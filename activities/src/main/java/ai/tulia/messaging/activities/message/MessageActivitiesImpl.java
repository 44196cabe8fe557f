package ai.tulia.messaging.activities.message;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.OutboundTextQueries;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.QuotaReservation;
import ai.tulia.messaging.workflows.message.ConsentAnswer;
import ai.tulia.messaging.workflows.message.MessageActivities;
import ai.tulia.messaging.workflows.message.StepResult;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The short steps of a message: read the facts, ask the policy, write what it says. */
@Component
public class MessageActivitiesImpl implements MessageActivities {
    private static final ConsentAnswer NOT_KNOWN = new ConsentAnswer("unknown", null, "unknown", null);

    private final TenantTransactions transactions;
    private final DispatchFactsQueries facts;
    private final OutboundTextQueries texts;
    private final MessageTransitions transitions;
    private final Decisions decisions;
    private final QuotaCounters counters;
    private final Clock clock;

    MessageActivitiesImpl(
            TenantTransactions transactions,
            DispatchFactsQueries facts,
            OutboundTextQueries texts,
            MessageTransitions transitions,
            Decisions decisions,
            QuotaCounters counters,
            Clock clock) {
        this.transactions = transactions;
        this.facts = facts;
        this.texts = texts;
        this.transitions = transitions;
        this.decisions = decisions;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public ConsentAnswer checkConsent(MessageRef message) {
        return transactions.callByKey(message.tenantId(), () -> {
            try {
                return facts.ofMessage(message)
                        .map(MessageActivitiesImpl::answer)
                        .orElse(NOT_KNOWN);
            } catch (DateTimeException undecidable) {
                // The decision, which comes next, ends it with its reason.
                return NOT_KNOWN;
            }
        });
    }

    private static ConsentAnswer answer(DispatchRow row) {
        var own = row.facts().consents().ofType();
        var ofChannel = row.facts().consents().ofChannel();
        return new ConsentAnswer(
                own.state().code(), own.recordedAt(), ofChannel.state().code(), ofChannel.recordedAt());
    }

    @Override
    public StepResult decideDispatch(MessageRef message, Instant now) {
        return decided(message, now, row -> decide(row, now));
    }

    /** What may go by the rules goes on with a pause that it was put to, by whoever dispatched it before. */
    private StepResult decide(DispatchRow row, Instant now) {
        DispatchDecision decision = DispatchPolicy.decide(row.facts(), now);
        Optional<Instant> paused = row.waiting()
                .pausedUntil()
                .filter(until -> until.truncatedTo(ChronoUnit.MILLIS).isAfter(now));
        return decision instanceof DispatchDecision.SendNow && paused.isPresent()
                ? StepResult.waitUntil(
                        paused.get(), Objects.requireNonNull(row.waiting().reason()))
                : decisions.write(row, decision, now);
    }

    @Override
    public StepResult reserveQuota(MessageRef message, Instant now) {
        var asked = new Reserved();
        StepResult step = counters.claiming(
                message.tenantId(),
                quota -> transactions.callByKey(
                        message.tenantId(),
                        () -> decisions.underLock(
                                message, now, row -> reserve(row, quota, now, asked), Function.identity())));
        if (asked.request != null) {
            counters.warn(message.tenantId(), asked.reservations, asked.request);
        }
        return releasedIfEnded(message, step);
    }

    private static final class Reserved {
        private @Nullable QuotaRequest request;
        private List<QuotaReservation> reservations = List.of();
    }

    /** On the locked row: a reschedule, which gives the reservation back, comes before or after all of it. */
    private StepResult reserve(DispatchRow row, QuotaCounters.Reserving quota, Instant now, Reserved asked) {
        asked.request = QuotaRequest.of(row.facts().type().rules(), row.dailyLimit(), row.createdAt(), now);
        asked.reservations = quota.reserveInRedis(List.of(row.ref().messageId()), asked.request);
        QuotaReservation reservation = asked.reservations.getFirst();
        StepResult step = decisions.write(row, DispatchPolicy.decide(row.facts().with(reservation.answer()), now), now);
        if (step.kind() == StepResult.Kind.GO && reservation.grantedAt() != null && !reservation.journaled()) {
            counters.remember(row.ref(), reservation.grantedAt());
        }
        return step;
    }

    @Override
    public void renderMessage(MessageRef message) {
        boolean failed = transactions.callByKey(
                message.tenantId(),
                () -> texts.draft(message)
                        .filter(draft -> !draft.rendered())
                        .map(draft -> !render(message, draft))
                        .orElse(false));
        if (failed) {
            counters.releaseInRedis(message);
        }
    }

    /** @return false when its text cannot be made: it ends failed */
    private boolean render(MessageRef message, OutboundTextQueries.Draft draft) {
        String body;
        Map<String, String> variables;
        try {
            body = MessageTemplate.parse(draft.content()).render(draft.context());
            variables = MessageTemplate.contentVariables(draft.contentVariables(), draft.context());
        } catch (RuntimeException e) {
            transitions.apply(
                    new Transition.Undispatchable(
                            message,
                            "template_error",
                            "the template's text cannot be rendered with the message's context"),
                    clock.instant());
            return false;
        }
        transitions.rendered(message, body, variables);
        return true;
    }

    @Override
    public StepResult cancelMessage(MessageRef message, Instant now) {
        return decided(message, now, row -> {
            transitions.apply(new Transition.Canceled(message, "temporal"), now);
            return Decisions.closed(MessageState.CANCELED);
        });
    }

    private StepResult decided(MessageRef message, Instant now, Function<DispatchRow, StepResult> decide) {
        StepResult step = transactions.callByKey(
                message.tenantId(), () -> decisions.underLock(message, now, decide, Function.identity()));
        return releasedIfEnded(message, step);
    }

    /** What ends without having been handed over takes no unit of the quota, and no longer waits for one. */
    private StepResult releasedIfEnded(MessageRef message, StepResult step) {
        if (step.endsUnsent()) {
            counters.releaseInRedis(message);
        }
        return step;
    }
}
