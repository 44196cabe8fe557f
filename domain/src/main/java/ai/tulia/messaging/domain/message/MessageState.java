package ai.tulia.messaging.domain.message;

import java.util.Arrays;
import java.util.Locale;

/**
 * The exact state of a message, as the ledger stores it by its name and the API shows it by its {@link #code()}. What
 * may become what, and why, is {@link TransitionCause}.
 */
public enum MessageState {
    /** Committed; the rules are asked next. */
    ACCEPTED(MessageStatus.PENDING),
    /** A rule allows it only later, at a known instant. */
    WAITING(MessageStatus.PENDING),
    /** Committed before the POST to the provider: from here on the message may have left. */
    SENDING(MessageStatus.PENDING),
    /** The POST got no usable answer; it is never repeated. */
    UNKNOWN(MessageStatus.PENDING),
    /** The provider took it. */
    SENT(MessageStatus.SENT),
    /** It reached the recipient's device. */
    DELIVERED(MessageStatus.SENT),
    /** The recipient opened it; WhatsApp alone tells. */
    READ(MessageStatus.SENT),
    /** The provider refused it or could not send it on. */
    FAILED(MessageStatus.FAILED),
    /** Handed over, but not delivered. */
    UNDELIVERED(MessageStatus.FAILED),
    /** Our own rules refused it: consent, opt-out, daily limit. */
    REFUSED(MessageStatus.FAILED),
    /** Its validity ended before it could go out. */
    EXPIRED(MessageStatus.FAILED),
    CANCELED(MessageStatus.CANCELED);

    private final MessageStatus status;

    MessageState(MessageStatus status) {
        this.status = status;
    }

    public MessageStatus status() {
        return status;
    }

    /** Whether something may still happen to it by our own doing. */
    public boolean isOpen() {
        return status == MessageStatus.PENDING;
    }

    /** Whether it can still be canceled, rescheduled or deferred: no attempt has started. */
    public boolean isBeforeSend() {
        return this == ACCEPTED || this == WAITING;
    }

    /** The word in the API, such as {@code waiting}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no state has this code */
    public static MessageState fromCode(String code) {
        for (MessageState state : values()) {
            if (state.code().equals(code)) {
                return state;
            }
        }
        throw new IllegalArgumentException("no state is called '" + code + "'");
    }

    public boolean canBecome(MessageState next) {
        return Arrays.stream(TransitionCause.values())
                .anyMatch(cause -> cause.to() == next && cause.from().contains(this));
    }
}
