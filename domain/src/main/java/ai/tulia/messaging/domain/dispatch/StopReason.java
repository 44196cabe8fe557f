package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.message.MessageState;
import java.util.Locale;

/** Why a message will not go out, and the state it ends in. */
public enum StopReason {
    CONSENT_MISSING(MessageState.REFUSED),
    CONSENT_WITHDRAWN(MessageState.REFUSED),
    OPTED_OUT(MessageState.REFUSED),
    OVER_DAILY_LIMIT(MessageState.REFUSED),
    /** A recipient of a broadcast lacks a value that its text needs. */
    MISSING_VARIABLE(MessageState.REFUSED),
    /** Its validity ended, or would end before the first instant at which it may go. */
    VALIDITY_ENDED(MessageState.EXPIRED);

    private final MessageState outcome;

    StopReason(MessageState outcome) {
        this.outcome = outcome;
    }

    public MessageState outcome() {
        return outcome;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
