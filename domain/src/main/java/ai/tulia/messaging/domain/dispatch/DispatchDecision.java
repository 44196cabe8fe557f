package ai.tulia.messaging.domain.dispatch;

import java.time.Instant;
import java.util.List;

/** The answer to "may this go now, and if not, when and why", with the trace of every rule that was asked. */
public sealed interface DispatchDecision {
    List<RuleTrace> trace();

    record SendNow(List<RuleTrace> trace) implements DispatchDecision {
        public SendNow {
            trace = List.copyOf(trace);
        }
    }

    /** @param until first instant (UTC) at which every rule known now lets it go; the policy decides again then */
    record Wait(Instant until, WaitReason reason, List<RuleTrace> trace) implements DispatchDecision {
        public Wait {
            trace = List.copyOf(trace);
        }
    }

    record Stop(StopReason reason, List<RuleTrace> trace) implements DispatchDecision {
        public Stop {
            trace = List.copyOf(trace);
        }
    }
}
