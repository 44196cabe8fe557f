package ai.tulia.messaging.domain.delivery;

import java.time.Duration;

/**
 * One row of the provider's error table.
 *
 * @param code the provider's code; 0 for a default rule
 * @param reaction what to do
 * @param retryAfter how long to wait at least, for {@link ErrorClass#RETRY} and {@link ErrorClass#WAIT}; else zero
 * @param meaning what happened, in words for a tenant
 * @param advice what to fix, in words for a tenant
 */
public record ProviderError(int code, ErrorClass reaction, Duration retryAfter, String meaning, String advice) {}
