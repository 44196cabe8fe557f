package ai.tulia.messaging.domain.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears the rules one after the other and draws the conclusion. */
final class DecisionBuilder {
    private final List<RuleTrace> trace = new ArrayList<>();
    private Instant candidate;
    private @Nullable WaitReason wait;
    private @Nullable StopReason stop;

    DecisionBuilder(Instant now) {
        this.candidate = now;
    }

    /** The first instant at which every rule heard so far lets the message go. */
    Instant candidate() {
        return candidate;
    }

    void apply(RuleResult ruling) {
        trace.add(ruling.trace());
        Instant until = ruling.trace().until();
        if (until != null && until.isAfter(candidate)) {
            candidate = until;
            wait = ruling.hold();
        }
        if (stop == null) {
            stop = ruling.stop();
        }
    }

    DispatchDecision conclude(Instant expiresAt) {
        if (stop == null && wait != null && !candidate.isBefore(expiresAt)) {
            apply(ValidityRule.endsBefore(candidate, expiresAt));
        }
        if (stop != null) {
            return new DispatchDecision.Stop(stop, trace);
        }
        return wait == null ? new DispatchDecision.SendNow(trace) : new DispatchDecision.Wait(candidate, wait, trace);
    }
}
