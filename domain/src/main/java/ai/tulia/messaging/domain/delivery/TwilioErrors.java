package ai.tulia.messaging.domain.delivery;

import org.jspecify.annotations.Nullable;

/** Twilio's error codes as data, with default rules for what the table does not know. */
public final class TwilioErrors {
    private TwilioErrors() {}

    /** The reaction to an error answered on the POST itself. */
    public static ProviderError onPost(int httpStatus, @Nullable Integer code) {
        throw new UnsupportedOperationException();
    }

    /** The reaction to an error reported later by a status callback. */
    public static ProviderError onCallback(int code) {
        throw new UnsupportedOperationException();
    }
}
