package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastHealth;
import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.domain.delivery.FailureCode;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.BroadcastProgress.Count;
import ai.tulia.messaging.store.broadcast.GroupSettlement.Outcome;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Whether a broadcast's sends go well enough to go on with them. */
@Component
class Probe {
    /** Messages at once until it is known that they go out at all. */
    static final int GROUP = 25;
    /** What stops the broadcast of a tenant that has no account at the provider. */
    static final String NO_ACCOUNT = "no_provider_account";

    private static final Set<MessageState> TRIED = EnumSet.of(
            MessageState.SENT,
            MessageState.DELIVERED,
            MessageState.READ,
            MessageState.FAILED,
            MessageState.UNDELIVERED,
            MessageState.UNKNOWN);

    /** Whether enough of its messages were tried for it to run at full width. */
    boolean passed(List<Count> counts) {
        return tried(counts) >= BroadcastHealth.PROBE;
    }

    /** What stops it, judged by all it has tried so far; asked while it probes. */
    Optional<String> stoppedBy(List<Count> counts) {
        Map<String, Long> faults = new HashMap<>();
        for (Count count : counts) {
            if (count.state() == MessageState.FAILED && isTenants(count.reason())) {
                faults.merge(count.reason(), count.messages(), Long::sum);
            }
        }
        return BroadcastHealth.stoppedBy(tried(counts), faults);
    }

    /** What stops it, judged by one group: a token may be withdrawn in the middle. */
    Optional<String> stoppedByGroup(List<Outcome> outcomes) {
        Map<String, Long> faults = new HashMap<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Failed failed && isTenants(failed.code())) {
                faults.merge(failed.code(), 1L, Long::sum);
            }
        }
        return BroadcastHealth.stoppedBy(outcomes.size(), faults);
    }

    private static long tried(List<Count> counts) {
        return counts.stream()
                .filter(count -> TRIED.contains(count.state()))
                .mapToLong(Count::messages)
                .sum();
    }

    private static boolean isTenants(String failure) {
        return FailureCode.error(failure)
                .map(error -> error.reaction() == ErrorClass.TENANT_CONFIGURATION)
                .orElse(false);
    }
}
