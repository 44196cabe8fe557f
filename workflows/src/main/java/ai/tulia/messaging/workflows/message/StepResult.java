package ai.tulia.messaging.workflows.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one step told the workflow: go on, wait until an instant, or stop. Reason codes and instants only.
 *
 * @param until for {@link Kind#WAIT}: when to decide again (UTC)
 * @param reason a code such as {@code quiet_hours}, {@code sent} or {@code consent_missing}; empty when it goes on
 * @param status the coarse word of the message after a {@link Kind#STOP}: sent, failed, canceled, pending
 */
public record StepResult(
        Kind kind,
        @Nullable Instant until,
        String reason,
        @Nullable String status) {
    public enum Kind {
        GO,
        WAIT,
        STOP
    }

    public static final StepResult GO = new StepResult(Kind.GO, null, "", null);

    /**
     * Whether the message is closed and provably was not handed over: canceled, or stopped by our own rules. One found
     * {@code failed} or {@code undelivered} was the provider's.
     */
    public boolean endsUnsent() {
        return "canceled".equals(status)
                || ("failed".equals(status) && !reason.equals("failed") && !reason.equals("undelivered"));
    }

    public static StepResult waitUntil(Instant until, String reason) {
        return new StepResult(Kind.WAIT, until, reason, null);
    }

    public static StepResult stop(String reason, String status) {
        return new StepResult(Kind.STOP, null, reason, status);
    }
}
