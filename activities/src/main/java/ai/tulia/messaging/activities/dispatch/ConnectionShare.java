package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import java.util.UUID;

/** With whom the POSTs of a dispatch share the provider's connections, and so how long they wait for one. */
public sealed interface ConnectionShare {
    /** Not shared: a worker has a connection for each of its slots for single messages. */
    record OfSlot() implements ConnectionShare {}

    /** Among broadcasts: they wait for one as long as their POST may still start. */
    record OfBroadcast(BroadcastRef broadcast) implements ConnectionShare {}

    /** Among the tenants whose callers wait for the answer: they wait {@link AttemptPoster#CALLER_WAITS} at most. */
    record OfTenant(UUID tenantId) implements ConnectionShare {}
}
