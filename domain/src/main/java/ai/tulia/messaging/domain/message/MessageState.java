package ai.tulia.messaging.domain.message;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The ledger's state of a message, and the one table of its transitions. It moves forward only, with one backward edge
 * on request: {@code FAILED → WAITING}, for what provably was not sent.
 */
public enum MessageState {
    /** Committed; its workflow decides next. */
    ACCEPTED(MessageStatus.PENDING),
    /** Held by a rule until a known instant. */
    WAITING(MessageStatus.PENDING),
    /** Committed before the POST to the provider: from here on the message may have left. */
    SENDING(MessageStatus.PENDING),
    /** The POST got no usable answer; it is never repeated, only reconciled. */
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

    private static final Map<MessageState, Set<MessageState>> NEXT = new EnumMap<>(MessageState.class);

    static {
        NEXT.put(ACCEPTED, EnumSet.of(WAITING, SENDING, FAILED, REFUSED, EXPIRED, CANCELED));
        NEXT.put(WAITING, EnumSet.of(WAITING, SENDING, FAILED, REFUSED, EXPIRED, CANCELED));
        // Back to WAITING only when the provider said that it did not process the request (429, queue full) or when
        // the connection was never made.
        NEXT.put(SENDING, EnumSet.of(SENT, DELIVERED, READ, FAILED, UNDELIVERED, REFUSED, UNKNOWN, WAITING));
        NEXT.put(UNKNOWN, EnumSet.of(SENT, DELIVERED, READ, FAILED, UNDELIVERED));
        NEXT.put(SENT, EnumSet.of(DELIVERED, READ, FAILED, UNDELIVERED));
        NEXT.put(DELIVERED, EnumSet.of(READ));
        NEXT.put(READ, EnumSet.noneOf(MessageState.class));
        NEXT.put(FAILED, EnumSet.of(WAITING));
        NEXT.put(UNDELIVERED, EnumSet.noneOf(MessageState.class));
        NEXT.put(REFUSED, EnumSet.noneOf(MessageState.class));
        NEXT.put(EXPIRED, EnumSet.noneOf(MessageState.class));
        NEXT.put(CANCELED, EnumSet.noneOf(MessageState.class));
    }

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

    /** Whether it can still be canceled, rescheduled or held: it has not begun to leave. */
    public boolean isHeld() {
        return this == ACCEPTED || this == WAITING;
    }

    public boolean canBecome(MessageState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }
}
