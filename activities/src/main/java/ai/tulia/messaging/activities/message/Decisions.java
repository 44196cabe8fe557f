package ai.tulia.messaging.activities.message;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.ProviderOutcomes;
import ai.tulia.messaging.workflows.message.Step;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Writes what the policy said to the ledger and puts it into the workflow's words. */
@Component
public class Decisions {
    private final MessageTransitions transitions;
    private final ProviderOutcomes outcomes;

    Decisions(MessageTransitions transitions, ProviderOutcomes outcomes) {
        this.transitions = transitions;
        this.outcomes = outcomes;
    }

    /** The step of a message that can no longer be decided about; empty while it can. */
    public Optional<Step> settled(DispatchRow row, Instant now) {
        if (row.state().isHeld()) {
            return Optional.empty();
        }
        if (row.state() == MessageState.SENDING) {
            // An earlier run committed SENDING and never wrote an outcome: its POST may have left.
            outcomes.unknown(row.ref(), row.attempt(), "interrupted", now);
            return Optional.of(closed(MessageState.UNKNOWN));
        }
        return Optional.of(closed(row.state()));
    }

    public Step write(DispatchRow row, DispatchDecision decision, Instant now) {
        return switch (decision) {
            case DispatchDecision.SendNow send -> Step.GO;
            case DispatchDecision.Wait wait -> {
                transitions.hold(row.ref(), wait, now);
                yield Step.waitUntil(wait.until(), wait.reason().word());
            }
            case DispatchDecision.Stop stop -> {
                transitions.stop(row.ref(), stop, now);
                yield Step.stop(
                        stop.reason().word(), stop.reason().outcome().status().word());
            }
        };
    }

    public static Step closed(MessageState state) {
        return Step.stop(state.name().toLowerCase(Locale.ROOT), state.status().word());
    }
}
