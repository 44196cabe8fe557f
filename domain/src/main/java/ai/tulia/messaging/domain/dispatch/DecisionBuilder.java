package ai.tulia.messaging.domain.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what the rules say, one after the other, into the decision. */
final class DecisionBuilder {
    private final List<RuleTrace> trace = new ArrayList<>();
    private Instant candidate;
    private @Nullable WaitReason wait;
    private @Nullable StopReason stop;

    DecisionBuilder(Instant now) {
        this.candidate = now;
    }

    /** The first instant at which every rule asked so far lets the message go. */
    Instant candidate() {
        return candidate;
    }

    void apply(RuleResult result) {
        trace.add(result.trace());
        Instant until = result.trace().until();
        if (until != null && until.isAfter(candidate)) {
            candidate = until;
            wait = result.waitReason();
        }
        if (stop == null) {
            stop = result.stopReason();
        }
    }

    DispatchDecision decision(Instant expiresAt) {
        if (stop == null && wait != null && !candidate.isBefore(expiresAt)) {
            apply(ValidityRule.endsBefore(candidate, expiresAt));
        }
        if (stop != null) {
            return new DispatchDecision.Stop(stop, trace);
        }
        return wait == null ? new DispatchDecision.SendNow(trace) : new DispatchDecision.Wait(candidate, wait, trace);
    }
}
