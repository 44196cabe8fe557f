package ai.tulia.messaging.domain.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one POST to the provider ended, as far as it can be known.
 */
public sealed interface ProviderAnswer {
    /** @param sid the provider's id of the message */
    record Created(String sid) implements ProviderAnswer {}

    /**
     * The provider answered with an error of its own.
     *
     * @param httpStatus the real HTTP status; 0 when unknown
     * @param code the provider's error code; null when it gave none
     * @param retryAfter what its Retry-After header asked for; null when absent
     */
    record Refused(
            int httpStatus,
            @Nullable Integer code,
            @Nullable Duration retryAfter) implements ProviderAnswer {}

    /** Nothing was sent: the connection was never made. */
    record NotSent(String cause) implements ProviderAnswer {}

    /** Nothing was sent, for a cause of our own: no connection was free in time, or the process stops. */
    record NotStarted(String cause) implements ProviderAnswer {}

    /** No usable answer after the request may have been read: timeout, reset, broken body, 5xx. */
    record Ambiguous(String cause) implements ProviderAnswer {}
}
