package ai.tulia.messaging.domain.message;

import static ai.tulia.messaging.domain.message.MessageState.ACCEPTED;
import static ai.tulia.messaging.domain.message.MessageState.CANCELED;
import static ai.tulia.messaging.domain.message.MessageState.DELIVERED;
import static ai.tulia.messaging.domain.message.MessageState.EXPIRED;
import static ai.tulia.messaging.domain.message.MessageState.FAILED;
import static ai.tulia.messaging.domain.message.MessageState.READ;
import static ai.tulia.messaging.domain.message.MessageState.REFUSED;
import static ai.tulia.messaging.domain.message.MessageState.SENDING;
import static ai.tulia.messaging.domain.message.MessageState.SENT;
import static ai.tulia.messaging.domain.message.MessageState.UNDELIVERED;
import static ai.tulia.messaging.domain.message.MessageState.UNKNOWN;
import static ai.tulia.messaging.domain.message.MessageState.WAITING;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The one table of the state machine: why a message changes its state, from which states and to which. The ledger's
 * statements take their permitted states from here, and an event's kind is the code of its cause. It moves forward only,
 * except for what provably was not sent or not delivered, which goes back to WAITING. What proves a delivery outweighs
 * everything said before of the same attempt, so that the order of callbacks makes no difference. {@code
 * docs/images/states.svg} draws it.
 */
public enum TransitionCause {
    /** A rule allows it only later. */
    DEFERRED(WAITING, ACCEPTED, WAITING),
    /** Its caller gave it another time. */
    RESCHEDULED(WAITING, ACCEPTED, WAITING),
    /** Committed before the one POST of an attempt. */
    ATTEMPT_STARTED(SENDING, ACCEPTED, WAITING),
    /** Consent, opt-out, daily limit or a missing value stopped it. */
    POLICY_REFUSED(REFUSED, ACCEPTED, WAITING),
    /** Its validity ended, or would end before it may go. */
    VALIDITY_ENDED(EXPIRED, ACCEPTED, WAITING),
    /** The tenant's configuration, or the row itself, forbids a POST: nothing can be decided or handed over. */
    UNDISPATCHABLE(FAILED, ACCEPTED, WAITING),
    /** By its caller, its broadcast or an operator. */
    CANCEL_REQUESTED(CANCELED, ACCEPTED, WAITING),
    /** The provider answered 201. */
    PROVIDER_ACCEPTED(SENT, SENDING, UNKNOWN),
    /** The provider refused it for good. */
    PROVIDER_REFUSED(FAILED, SENDING, UNKNOWN),
    /** Provably not processed: 429, a full queue, or no connection. Safe to try again. */
    NOT_PROCESSED(WAITING, SENDING, UNKNOWN),
    /** The POST got no usable answer: it may have been accepted. */
    NO_ANSWER(UNKNOWN, SENDING),
    /** Nobody can still be waiting for the attempt's answer. */
    LOST_WORKER(UNKNOWN, SENDING),
    /** A failover took the commit of SENDING back; the provider's answer proves that attempt. */
    LEDGER_SET_BACK(SENDING, ACCEPTED, WAITING),
    /** The provider says that it reached the recipient. */
    DELIVERY_CONFIRMED(DELIVERED, WAITING, SENDING, UNKNOWN, SENT, FAILED, UNDELIVERED),
    /** The provider says that the recipient opened it. */
    READ_CONFIRMED(READ, WAITING, SENDING, UNKNOWN, SENT, DELIVERED, FAILED, UNDELIVERED),
    /** The provider says that it was handed over and not delivered. */
    DELIVERY_FAILED(UNDELIVERED, SENDING, UNKNOWN, SENT),
    /** The provider says that it could not send it on. */
    PROVIDER_FAILED(FAILED, SENDING, UNKNOWN, SENT),
    /** The provider took it and then did not deliver it, for a reason that passes: its next attempt comes later. */
    DELIVERY_RETRIED(WAITING, SENDING, UNKNOWN, SENT),
    /** The provider does not tell in time what became of the attempt: the tenant's policy ends it. */
    UNRESOLVED(FAILED, UNKNOWN),
    /** The provider shows no trace of the attempt in time: the tenant's policy sends it once more. */
    RESENT(WAITING, UNKNOWN),
    /** A failed message is put back in line for a new attempt. */
    RETRIED(WAITING, FAILED),
    /** Its tenant asks for a new attempt of what provably did not go out, or was not delivered. */
    RESEND_REQUESTED(WAITING, FAILED, UNDELIVERED);

    private final MessageState to;
    private final Set<MessageState> from;

    TransitionCause(MessageState to, MessageState... from) {
        this.to = to;
        this.from = Collections.unmodifiableSet(EnumSet.of(from[0], from));
    }

    public MessageState to() {
        return to;
    }

    public Set<MessageState> from() {
        return from;
    }

    /**
     * Whether the message's unit of the daily limit goes back to the others, and its wait for one: it provably did not go
     * out. A rescheduled or retried message asks again; one that is sent again on request keeps the unit that it has.
     */
    public boolean releasesQuota() {
        return switch (this) {
            case RESCHEDULED,
                    RETRIED,
                    POLICY_REFUSED,
                    VALIDITY_ENDED,
                    UNDISPATCHABLE,
                    CANCEL_REQUESTED,
                    PROVIDER_REFUSED -> true;
            default -> false;
        };
    }

    /** The kind of its event, such as {@code provider_accepted}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
