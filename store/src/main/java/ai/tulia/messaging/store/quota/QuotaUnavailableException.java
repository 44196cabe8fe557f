package ai.tulia.messaging.store.quota;

import org.jspecify.annotations.Nullable;

/** Redis did not answer in time, refused, or is not asked for now. A script that timed out may still have run. */
final class QuotaUnavailableException extends RuntimeException {
    QuotaUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
