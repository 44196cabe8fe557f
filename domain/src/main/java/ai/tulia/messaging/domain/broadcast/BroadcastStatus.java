package ai.tulia.messaging.domain.broadcast;

import java.util.Locale;

/** What a broadcast as a whole is doing. */
public enum BroadcastStatus {
    /** Made, not started: nothing is written down of its audience, nothing goes out. */
    DRAFT,
    RUNNING,
    PAUSED,
    /** For good. What had not begun to leave is canceled. */
    CANCELED,
    /** No message of it is open any more. */
    COMPLETED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static BroadcastStatus fromCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Whether nothing can start it again. */
    public boolean isEnded() {
        return this == CANCELED || this == COMPLETED;
    }
}
