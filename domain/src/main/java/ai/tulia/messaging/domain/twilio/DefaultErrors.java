package ai.tulia.messaging.domain.twilio;

import ai.tulia.messaging.domain.delivery.ErrorClass;
import ai.tulia.messaging.domain.delivery.ProviderError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rules for what the table does not know; their code is 0. */
final class DefaultErrors {
    static final ProviderError AMBIGUOUS = rule(
            ErrorClass.AMBIGUOUS,
            "Twilio gave no usable answer; the message may have been accepted.",
            "Nothing to do: it is checked with Twilio and not sent twice.");

    private static final ProviderError CREDENTIALS = rule(
            ErrorClass.TENANT_CONFIGURATION,
            "Twilio did not allow the request.",
            "Check the account SID, auth token and sender stored here against the Twilio Console.");
    private static final ProviderError TOO_MANY = new ProviderError(
            0,
            ErrorClass.RETRY,
            Duration.ofSeconds(1),
            "Twilio takes no more requests at the moment; this one was not processed.",
            "Nothing to do: it is sent again by itself, more slowly.");
    private static final ProviderError REFUSED = rule(
            ErrorClass.PERMANENT,
            "Twilio refused the message for a reason not known here.",
            "Look the code up in Twilio's error dictionary, and fix the message or the recipient.");
    private static final ProviderError NOT_DELIVERED = rule(
            ErrorClass.PERMANENT,
            "The carrier did not deliver the message.",
            "Look the code up in Twilio's error dictionary; check the number with the customer.");
    private static final ProviderError CHANNEL_REFUSED = rule(
            ErrorClass.PERMANENT,
            "The channel did not deliver the message.",
            "Look the code up in Twilio's error dictionary; check the sender, the template and the number.");

    private DefaultErrors() {}

    static ProviderError onPost(int httpStatus, @Nullable Integer code) {
        return switch (httpStatus) {
            case 401, 403, 404 -> CREDENTIALS;
            case 429 -> TOO_MANY;
            // A proxy's timeout: Twilio may have read the request.
            case 408 -> AMBIGUOUS;
            default -> code != null && httpStatus >= 400 && httpStatus < 500 ? REFUSED : AMBIGUOUS;
        };
    }

    static ProviderError onCallback(int code) {
        return switch (code / 1000) {
            case 30 -> NOT_DELIVERED;
            case 63 -> CHANNEL_REFUSED;
            default -> REFUSED;
        };
    }

    private static ProviderError rule(ErrorClass reaction, String meaning, String advice) {
        return new ProviderError(0, reaction, Duration.ZERO, meaning, advice);
    }
}
