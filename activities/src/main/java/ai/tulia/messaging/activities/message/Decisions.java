package ai.tulia.messaging.activities.message;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.LostAttempts;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.workflows.message.StepResult;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Reads a message under its lock, writes what is decided about it to the ledger, and puts that into the workflow's words.
 * Facts read without the lock decide nothing: a reschedule or a withdrawal may have come after them.
 */
@Component
public class Decisions {
    private static final StepResult NOT_IN_LEDGER = StepResult.stop("not_in_ledger", "failed");
    /** How soon an attempt that may still be under way is looked at again, where its time should be over. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final DispatchFactsQueries facts;
    private final MessageTransitions transitions;
    private final LostAttempts lostAttempts;

    Decisions(DispatchFactsQueries facts, MessageTransitions transitions, LostAttempts lostAttempts) {
        this.facts = facts;
        this.transitions = transitions;
        this.lostAttempts = lostAttempts;
    }

    /**
     * Within the open tenant transaction.
     *
     * @param decide about a message whose attempt has not started
     * @param step what becomes of any other
     */
    public <T> T underLock(
            MessageRef message, Instant now, Function<DispatchRow, T> decide, Function<StepResult, T> step) {
        Optional<DispatchRow> found;
        try {
            found = facts.ofMessageLocked(message);
        } catch (DateTimeException fault) {
            return step.apply(endUndecidable(message, now, fault));
        }
        if (found.isEmpty()) {
            return step.apply(NOT_IN_LEDGER);
        }
        DispatchRow row = found.get();
        return row.state().isBeforeSend() ? decide.apply(row) : step.apply(settled(row, now));
    }

    private StepResult endUndecidable(MessageRef message, Instant now, DateTimeException fault) {
        Transition end = facts.endOfUndecidable(message, fault, now).orElseThrow(() -> fault);
        transitions.apply(end, now);
        return closed(end.cause().to());
    }

    private StepResult settled(DispatchRow row, Instant now) {
        if (row.state() != MessageState.SENDING) {
            return closed(row.state());
        }
        if (lostAttempts.markUnknown(row, now)) {
            return closed(MessageState.UNKNOWN);
        }
        Duration left = lostAttempts.left(row.changedAt());
        return StepResult.waitUntil(now.plus(left.compareTo(SOON) < 0 ? SOON : left), "attempt_under_way");
    }

    public StepResult write(DispatchRow row, DispatchDecision decision, Instant now) {
        Transition transition = switch (decision) {
            case DispatchDecision.SendNow send -> null;
            case DispatchDecision.Wait wait -> new Transition.Deferred(row.ref(), wait);
            case DispatchDecision.Stop stop -> new Transition.Stopped(row.ref(), stop);
        };
        if (transition == null) {
            return StepResult.GO;
        }
        transitions.apply(transition, now);
        return step(transition);
    }

    /** A message that did not start an attempt, in the workflow's words. */
    public static StepResult step(Transition notStarted) {
        return switch (notStarted) {
            case Transition.Deferred(MessageRef ref, DispatchDecision.Wait wait) ->
                StepResult.waitUntil(wait.until(), wait.reason().code());
            case Transition.Stopped(MessageRef ref, DispatchDecision.Stop stop) ->
                StepResult.stop(
                        stop.reason().code(), stop.reason().outcome().status().code());
            case Transition.Undispatchable end ->
                StepResult.stop(end.code(), end.cause().to().status().code());
            default -> throw new IllegalArgumentException(notStarted.cause().code());
        };
    }

    public static StepResult closed(MessageState state) {
        return StepResult.stop(state.code(), state.status().code());
    }
}
