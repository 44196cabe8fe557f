package ai.tulia.messaging.domain.message;

import java.util.Arrays;

/** The ledger's state of a message. What may become what, and why, is {@link TransitionCause}. */
public enum MessageState {
    /** Committed; its workflow decides next. */
    ACCEPTED(MessageStatus.PENDING),
    /** Held by a rule until a known instant. */
    WAITING(MessageStatus.PENDING),
    /** Committed before the POST to the provider: from here on the message may have left. */
    SENDING(MessageStatus.PENDING),
    /** The POST got no usable answer; it is never repeated. */
    UNKNOWN(MessageStatus.PENDING),
    SENT(MessageStatus.SENT),
    DELIVERED(MessageStatus.SENT),
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

    public boolean canBecome(MessageState next) {
        return Arrays.stream(TransitionCause.values())
                .anyMatch(cause -> cause.to() == next && cause.from().contains(this));
    }
}
