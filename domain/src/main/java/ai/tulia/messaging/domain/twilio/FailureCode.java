package ai.tulia.messaging.domain.twilio;

import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.domain.delivery.ProviderError;
import java.util.Optional;

/** How the ledger names what a provider refused: {@code twilio_21211}, or {@code twilio_http_403} where it gave no code. */
public final class FailureCode {
    /** Of a message that the tenant's policy ended: the provider never said what became of its attempt. */
    public static final String UNKNOWN_OUTCOME = "unknown_outcome";

    private static final String PREFIX = "twilio_";
    private static final String BY_STATUS = "twilio_http_";

    private FailureCode() {}

    public static String of(ProviderAnswer.Refused refused) {
        return refused.code() == null ? BY_STATUS + refused.httpStatus() : of(refused.code());
    }

    /** @param code the provider's, as a status callback gives it */
    public static String of(int code) {
        return PREFIX + code;
    }

    /** @param status the provider's word, where it gave no code */
    public static String ofStatus(String status) {
        return PREFIX + status;
    }

    /** Whether a code of the ledger is the provider's, and none of our own. */
    public static boolean isProviders(String code) {
        return code.startsWith(PREFIX);
    }

    /** What the error table says of a code of the ledger; empty for one that is our own. */
    public static Optional<ProviderError> error(String code) {
        if (code.startsWith(BY_STATUS)) {
            return number(code.substring(BY_STATUS.length())).map(status -> TwilioErrors.onPost(status, null));
        }
        return code.startsWith(PREFIX)
                ? number(code.substring(PREFIX.length())).map(number -> TwilioErrors.onPost(400, number))
                : Optional.empty();
    }

    private static Optional<Integer> number(String digits) {
        return digits.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }
}
