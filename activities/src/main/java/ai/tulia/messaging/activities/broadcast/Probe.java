package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastHealth;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.twilio.FailureCode;
import ai.tulia.messaging.store.broadcast.BroadcastRun;
import ai.tulia.messaging.store.message.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether a broadcast's sends go well enough to go on with them, within the open tenant transaction. */
@Component
class Probe {
    /** Messages at once until it is known that they go out at all. */
    static final int BATCH = 25;

    private final BroadcastRun run;

    Probe(BroadcastRun run) {
        this.run = run;
    }

    /** Whether enough was tried, since it last began to run, for it to run at full width. */
    boolean passed(BroadcastRef ref) {
        return run.tried(ref) >= BroadcastHealth.PROBE;
    }

    /**
     * Counts what a batch came to.
     *
     * @param begun when the batch did
     * @return what stops the broadcast
     */
    Optional<String> stoppedBy(BroadcastRef ref, Instant begun, List<Transition.Outcome> outcomes) {
        List<String> tried = outcomes.stream()
                .filter(outcome -> !(outcome instanceof Transition.NotProcessed))
                .map(Probe::fault)
                .toList();
        return tried.isEmpty() ? Optional.empty() : run.add(ref, begun, tried).flatMap(BroadcastHealth::stoppedBy);
    }

    private static String fault(Transition.Outcome outcome) {
        return outcome instanceof Transition.ProviderRefused failed
                ? FailureCode.error(failed.code())
                        .map(error -> BroadcastHealth.fault(failed.code(), error))
                        .orElse(BroadcastHealth.NO_FAULT)
                : BroadcastHealth.NO_FAULT;
    }
}
