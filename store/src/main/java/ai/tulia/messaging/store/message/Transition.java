package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.TransitionCause;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One change of a message's state, as asked of {@link MessageTransitions}. */
public sealed interface Transition {
    MessageRef ref();

    TransitionCause cause();

    /** The attempt it belongs to, counted from 1; null outside of one. */
    default @Nullable Integer attempt() {
        return null;
    }

    /** What became of an attempt whose SENDING was committed. */
    sealed interface Outcome extends Transition {
        /** The provider's id of the attempt; null where nothing proves that it has one. */
        default @Nullable String sid() {
            return null;
        }
    }

    /** @param decision why and until when it waits */
    record Deferred(MessageRef ref, DispatchDecision.Wait decision) implements Transition {
        @Override
        public TransitionCause cause() {
            return TransitionCause.DEFERRED;
        }
    }

    /** @param decision why it ends without having been sent */
    record Stopped(MessageRef ref, DispatchDecision.Stop decision) implements Transition {
        @Override
        public TransitionCause cause() {
            return decision.reason().outcome() == MessageState.EXPIRED
                    ? TransitionCause.VALIDITY_ENDED
                    : TransitionCause.POLICY_REFUSED;
        }
    }

    /** @param code machine-readable; @param advice what to correct */
    record Undispatchable(MessageRef ref, String code, String advice) implements Transition {
        @Override
        public TransitionCause cause() {
            return TransitionCause.UNDISPATCHABLE;
        }
    }

    /** @param by api, temporal, broadcast, batch or erasure */
    record Canceled(MessageRef ref, String by) implements Transition {
        @Override
        public TransitionCause cause() {
            return TransitionCause.CANCEL_REQUESTED;
        }
    }

    /**
     * @param schedule its new time
     * @param expiresAt end of its validity then
     * @param decision why and until when it waits
     */
    record Rescheduled(MessageRef ref, Schedule schedule, Instant expiresAt, DispatchDecision.Wait decision)
            implements Transition {
        @Override
        public TransitionCause cause() {
            return TransitionCause.RESCHEDULED;
        }
    }

    /**
     * @param body its text where it is rendered now; null = as it stands in the ledger
     * @param contentVariables WhatsApp's variables with their values; null = none, or as they stand in the ledger
     * @param reservedAt since when it has its reservation; null = as it stands in the ledger
     */
    record AttemptStarted(
            MessageRef ref,
            Integer attempt,
            @Nullable String body,
            @Nullable Map<String, String> contentVariables,
            @Nullable Instant reservedAt)
            implements Transition {
        @Override
        public TransitionCause cause() {
            return TransitionCause.ATTEMPT_STARTED;
        }
    }

    record ProviderAccepted(MessageRef ref, Integer attempt, String sid) implements Outcome {
        @Override
        public TransitionCause cause() {
            return TransitionCause.PROVIDER_ACCEPTED;
        }
    }

    /** @param code machine-readable; @param advice what to correct */
    record ProviderRefused(MessageRef ref, Integer attempt, String code, String advice) implements Outcome {
        @Override
        public TransitionCause cause() {
            return TransitionCause.PROVIDER_REFUSED;
        }
    }

    /** @param code what the provider or the connection said; @param until when it is tried again (UTC) */
    record NotProcessed(MessageRef ref, Integer attempt, String code, Instant until) implements Outcome {
        @Override
        public TransitionCause cause() {
            return TransitionCause.NOT_PROCESSED;
        }
    }

    /** @param code what was seen instead of an answer */
    record NoAnswer(MessageRef ref, Integer attempt, String code) implements Outcome {
        @Override
        public TransitionCause cause() {
            return TransitionCause.NO_ANSWER;
        }
    }

    /** @param sid of the attempt */
    record Delivered(MessageRef ref, Integer attempt, String sid) implements Outcome {
        @Override
        public TransitionCause cause() {
            return TransitionCause.DELIVERY_CONFIRMED;
        }
    }

    /** @param sid of the attempt */
    record Read(MessageRef ref, Integer attempt, String sid) implements Outcome {
        @Override
        public TransitionCause cause() {
            return TransitionCause.READ_CONFIRMED;
        }
    }

    /**
     * Taken and not delivered, for good.
     *
     * @param sid of the attempt
     * @param handedOver whether the provider had sent it on
     * @param code the provider's
     * @param advice what to correct
     */
    record NotDelivered(MessageRef ref, Integer attempt, String sid, boolean handedOver, String code, String advice)
            implements Outcome {
        @Override
        public TransitionCause cause() {
            return handedOver ? TransitionCause.DELIVERY_FAILED : TransitionCause.PROVIDER_FAILED;
        }
    }

    /**
     * Taken and not delivered, for a reason that passes. Keeps its unit of the daily limit.
     *
     * @param sid of the attempt
     * @param code what the provider said
     * @param until when the next attempt may start (UTC)
     */
    record DeliveryRetried(MessageRef ref, Integer attempt, String sid, String code, Instant until) implements Outcome {
        @Override
        public TransitionCause cause() {
            return TransitionCause.DELIVERY_RETRIED;
        }
    }

    /** Nobody can still be waiting for the attempt's answer. */
    record LostWorker(MessageRef ref, Integer attempt) implements Outcome {
        @Override
        public TransitionCause cause() {
            return TransitionCause.LOST_WORKER;
        }
    }

    /**
     * The provider's answer proves an attempt that the ledger no longer knows of.
     *
     * @param reservedAt from when on its unit of the daily limit counts: the ledger has forgotten that, too
     */
    record LedgerSetBack(MessageRef ref, Integer attempt, Instant reservedAt) implements Transition {
        @Override
        public TransitionCause cause() {
            return TransitionCause.LEDGER_SET_BACK;
        }
    }

    /** The provider shows no trace of the attempt, and the tenant's policy is to fail. @param advice what to do */
    record Unresolved(MessageRef ref, Integer attempt, String code, String advice) implements Outcome {
        @Override
        public TransitionCause cause() {
            return TransitionCause.UNRESOLVED;
        }
    }

    /** The provider shows no trace of the attempt, and the tenant's policy is to send it once more. */
    record Resent(MessageRef ref, Integer attempt, Instant until) implements Outcome {
        @Override
        public TransitionCause cause() {
            return TransitionCause.RESENT;
        }
    }

    /** A failed message is put back in line. */
    record Retried(MessageRef ref, Integer attempt, Instant until) implements Transition {
        @Override
        public TransitionCause cause() {
            return TransitionCause.RETRIED;
        }
    }

    /**
     * Its tenant asks for a new attempt of what failed. It keeps the unit of the daily limit that it has.
     *
     * @param attempt its last one
     * @param code why that failed
     * @param sid of that at the provider; null = it has none
     */
    record ResendRequested(
            MessageRef ref,
            Integer attempt,
            String code,
            @Nullable String sid,
            Instant until) implements Transition {
        @Override
        public TransitionCause cause() {
            return TransitionCause.RESEND_REQUESTED;
        }
    }
}
