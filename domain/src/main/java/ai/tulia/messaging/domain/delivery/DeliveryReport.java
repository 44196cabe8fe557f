package ai.tulia.messaging.domain.delivery;

import ai.tulia.messaging.domain.twilio.FailureCode;
import ai.tulia.messaging.domain.twilio.TwilioErrors;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says became of an attempt that it took: by a status callback, or when asked.
 *
 * @param status the provider's word, such as {@code delivered}
 * @param errorCode the provider's; null when it gave none
 */
public record DeliveryReport(String status, @Nullable Integer errorCode) {
    private static final Duration MAX_DELAY = Duration.ofDays(1);
    /** A second doubled so often is past the longest wait already. */
    private static final int MAX_DOUBLINGS = 17;

    /** Of several reports of one attempt the one with the highest rank counts; -1 = says nothing about an attempt. */
    public int rank() {
        return switch (status) {
            case "accepted", "scheduled", "queued", "sending", "sent", "partially_delivered" -> 0;
            case "failed", "undelivered", "canceled" -> 1;
            case "delivered" -> 2;
            case "read" -> 3;
            default -> -1;
        };
    }

    /** Whether it says that the message did not arrive: then the recipient's country matters. */
    public boolean isFailure() {
        return rank() == 1;
    }

    /**
     * What it makes of the attempt.
     *
     * @param attempt counted from 1
     * @param country of the recipient, ISO 3166-1 alpha-2; null when unknown
     * @param seed what tells this message from the others, such as half of its id
     * @param at when the report came
     * @param expiresAt end of the message's validity, exclusive: no new attempt lies behind it
     */
    public DeliveryVerdict verdict(int attempt, @Nullable String country, long seed, Instant at, Instant expiresAt) {
        return switch (rank()) {
            case 0 -> new DeliveryVerdict.Accepted();
            case 1 -> failed(attempt, country, seed, at, expiresAt);
            case 2 -> new DeliveryVerdict.Delivered();
            case 3 -> new DeliveryVerdict.Read();
            default -> new DeliveryVerdict.Nothing();
        };
    }

    private DeliveryVerdict failed(int attempt, @Nullable String country, long seed, Instant at, Instant expiresAt) {
        ProviderError error = TwilioErrors.onCallback(errorCode == null ? 0 : errorCode, country);
        String code = errorCode == null ? FailureCode.ofStatus(status) : FailureCode.of(errorCode);
        if (attempt <= TwilioErrors.resends(error)) {
            Instant until = at.plus(RetryBackoff.after(attempt, longer(error.retryAfter(), attempt), seed));
            if (until.isBefore(expiresAt)) {
                return new DeliveryVerdict.Retry(code, until);
            }
        }
        boolean handedOver = status.equals("undelivered");
        return new DeliveryVerdict.Failed(code, error, handedOver);
    }

    /** What was withheld once is withheld again soon: each new attempt waits twice as long, up to a day. */
    private static Duration longer(Duration first, int attempt) {
        Duration doubled = first.multipliedBy(1L << Math.clamp(attempt - 1L, 0, MAX_DOUBLINGS));
        return doubled.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : doubled;
    }
}
