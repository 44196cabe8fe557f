package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.twilio.FailureCode;

/** Why a message that did not get through is not tried again, in words. */
final class NotRetriedReason {
    private NotRetriedReason() {}

    /** Whether there is something to say: it neither got through nor is on its way. */
    static boolean isLeft(MessageState state) {
        return switch (state) {
            case UNKNOWN, FAILED, UNDELIVERED, REFUSED, EXPIRED -> true;
            case ACCEPTED, WAITING, SENDING, SENT, DELIVERED, READ, CANCELED -> false;
        };
    }

    /** @param worth whether the reason alone would have let it be tried again */
    static String of(MessageState state, String reason, boolean worth) {
        return switch (state) {
            case UNKNOWN -> "it may have been sent: trying again could reach the customer twice";
            case UNDELIVERED -> "it was handed over and not delivered: trying again would be charged and end the same";
            case REFUSED -> "our own rules refuse it: " + reason + "; they would refuse it again";
            case EXPIRED -> "its validity ended: make a new broadcast if it is still wanted";
            default -> worth ? "its validity ended: make a new broadcast if it is still wanted" : failed(reason);
        };
    }

    private static String failed(String reason) {
        return FailureCode.error(reason)
                .map(error -> switch (error.reaction()) {
                    case OPT_OUT -> "the customer opted out";
                    case AMBIGUOUS -> "it may have been sent: trying again could reach the customer twice";
                    default -> "it would fail again: " + error.advice();
                })
                .orElse("it would fail again");
    }
}
