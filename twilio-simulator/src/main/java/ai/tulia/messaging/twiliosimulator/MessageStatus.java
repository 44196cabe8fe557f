package ai.tulia.messaging.twiliosimulator;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a message has come to, in Twilio's words. */
public enum MessageStatus {
    ACCEPTED,
    SCHEDULED,
    QUEUED,
    SENDING,
    SENT,
    DELIVERED,
    UNDELIVERED,
    FAILED,
    READ,
    CANCELED,
    /** From a customer. */
    RECEIVED;

    /** The status as Twilio writes it, for instance {@code queued}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isFinal() {
        return switch (this) {
            case DELIVERED, UNDELIVERED, FAILED, READ, CANCELED, RECEIVED -> true;
            case ACCEPTED, SCHEDULED, QUEUED, SENDING, SENT -> false;
        };
    }

    @Override
    public String toString() {
        return code();
    }
}
