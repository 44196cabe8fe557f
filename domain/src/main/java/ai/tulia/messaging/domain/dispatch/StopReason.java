package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.message.MessageState;
import java.util.Locale;

/** Why a message will not go out, and the state it ends in. */
public enum StopReason {
    CONSENT_MISSING(MessageState.REFUSED),
    CONSENT_WITHDRAWN(MessageState.REFUSED),
    OPTED_OUT(MessageState.REFUSED),
    OVER_DAILY_LIMIT(MessageState.REFUSED),
    /** The customer has no address on the channel. */
    NO_ADDRESS(MessageState.REFUSED),
    /** The provider said that the customer cannot be reached on the channel. */
    ADDRESS_UNREACHABLE(MessageState.REFUSED),
    /** The customer is known by WhatsApp's user id alone, and the sender may not write to one. */
    USER_IDS_NOT_ENABLED(MessageState.REFUSED),
    /** Free text outside WhatsApp's 24 h session. */
    TEMPLATE_NEEDED(MessageState.REFUSED),
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

    /** @throws IllegalArgumentException when no reason has this code */
    public static StopReason fromCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
