package ai.tulia.messaging.store.erasure;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the erasure of a customer is.
 *
 * @param erasedAt since when nothing of the person is left here; null = it is pending
 * @param providerCopies messages of the person's that the provider still has
 */
public record CustomerErasure(
        UUID customerId, Instant requestedAt, @Nullable Instant erasedAt, long providerCopies) {}
