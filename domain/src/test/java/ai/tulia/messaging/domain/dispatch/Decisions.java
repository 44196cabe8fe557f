package ai.tulia.messaging.domain.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.dispatch.DispatchDecision.Stop;
import ai.tulia.messaging.domain.dispatch.DispatchDecision.Wait;
import ai.tulia.messaging.domain.message.MessageState;
import java.time.Instant;
import java.util.List;

/** What tests look at in a decision. */
final class Decisions {
    private Decisions() {}

    /** The first entry of a rule. */
    static RuleTrace entry(DispatchDecision decision, String rule) {
        List<RuleTrace> entries =
                decision.trace().stream().filter(e -> e.rule().equals(rule)).toList();
        assertThat(entries).as("entries of %s", rule).isNotEmpty();
        return entries.getFirst();
    }

    static void assertWaits(DispatchDecision decision, Instant until, WaitReason reason) {
        assertThat(decision).isInstanceOfSatisfying(Wait.class, wait -> {
            assertThat(wait.until()).isEqualTo(until);
            assertThat(wait.reason()).isEqualTo(reason);
        });
    }

    static void assertStopped(DispatchDecision decision, StopReason reason, MessageState outcome) {
        assertThat(decision).isInstanceOfSatisfying(Stop.class, stop -> {
            assertThat(stop.reason()).isEqualTo(reason);
            assertThat(stop.reason().outcome()).isEqualTo(outcome);
        });
    }
}
