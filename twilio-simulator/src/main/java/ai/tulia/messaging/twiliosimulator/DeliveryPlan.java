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
        MessageStatus end = mode == FaultMode.READ ? MessageStatus.READ : MessageStatus.DELIVERED;
        return new DeliveryPlan(end, null, callbacksOf(mode));
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
        List<MessageStatus> course = end == MessageStatus.READ
                ? List.of(MessageStatus.SENT, MessageStatus.DELIVERED, end)
                : List.of(MessageStatus.SENT, end);
        return now.isFinal() ? List.of() : course.subList(course.indexOf(now) + 1, course.size());
    }

    @Nullable
    Integer codeOf(MessageStatus step) {
        return step == end ? errorCode : null;
    }
}
