package ai.tulia.messaging.twiliosimulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The course of a message after its answer: the statuses to come, and how their callbacks go astray. */
record DeliveryPlan(MessageStatus end, @Nullable Integer errorCode, Callbacks callbacks) {
    enum Callbacks {
        IN_ORDER,
        TWICE,
        REVERSED,
        FIRST_BEFORE_ANSWER,
        LOST
    }

    static DeliveryPlan of(@Nullable FaultMode mode, @Nullable Integer failureCode) {
        if (mode == FaultMode.CALLBACK_FAILED) {
            int code = failureCode == null ? 30008 : failureCode; // 30008: unknown error
            return new DeliveryPlan(MessageStatus.UNDELIVERED, code, Callbacks.IN_ORDER);
        }
        return new DeliveryPlan(MessageStatus.DELIVERED, null, callbacksOf(mode));
    }

    private static Callbacks callbacksOf(@Nullable FaultMode mode) {
        return switch (mode) {
            case CALLBACK_DUP -> Callbacks.TWICE;
            case CALLBACK_REORDER -> Callbacks.REVERSED;
            case CALLBACK_EARLY -> Callbacks.FIRST_BEFORE_ANSWER;
            case CALLBACK_LOST, EXECUTE_AND_VANISH -> Callbacks.LOST;
            case null, default -> Callbacks.IN_ORDER;
        };
    }

    /** The statuses that still lie before a message. */
    List<MessageStatus> stepsFrom(MessageStatus now) {
        return now.isFinal() ? List.of() : now == MessageStatus.SENT ? List.of(end) : List.of(MessageStatus.SENT, end);
    }

    @Nullable
    Integer codeOf(MessageStatus step) {
        return step == end ? errorCode : null;
    }
}
