package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageState;
import java.util.Locale;

/** What can happen to a message. Being accepted is the message's own row; each other is one row of its history. */
public enum EventKind {
    ACCEPTED,
    WAITING,
    RESCHEDULED,
    /** Failed, and put back in line for a new attempt. */
    RETRIED,
    SENDING,
    SENT,
    FAILED,
    UNKNOWN,
    REFUSED,
    EXPIRED,
    CANCELED;

    /** The event of reaching a state. */
    public static EventKind of(MessageState state) {
        return valueOf(state.name());
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
