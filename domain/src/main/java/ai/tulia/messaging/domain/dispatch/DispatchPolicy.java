package ai.tulia.messaging.domain.dispatch;

import java.time.Instant;

/**
 * The one decision: may this message go now; if not, when and why. Pure: the workflow's activities, the API's explain,
 * the send itself and the tests all call it.
 */
public final class DispatchPolicy {
    private DispatchPolicy() {}

    /** @param now the caller's clock: workflow time in a workflow, never the JVM's own */
    public static DispatchDecision decide(DispatchFacts facts, Instant now) {
        throw new UnsupportedOperationException();
    }
}
