package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastText;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same for a whole chunk; its status and all facts are read again for each batch.
 *
 * @param broadcast of a batch, with the channel and the type of those of its messages that the chunk sends
 * @param text null for a batch, whose messages say each their own
 * @param number counted from 0 within its broadcast
 * @param lanes of the broadcast, as this worker reckoned when the chunk began
 * @param asking taken by the one of its batches that asks for permits
 */
record Lane(
        Broadcast broadcast,
        int number,
        int lanes,
        @Nullable BroadcastText text,
        TenantSettings tenant,
        Semaphore asking) {
    BroadcastRef ref() {
        return broadcast.ref();
    }

    BroadcastRateLimit rateLimit() {
        return rateLimit(broadcast, tenant);
    }

    static BroadcastRateLimit rateLimit(Broadcast broadcast, TenantSettings tenant) {
        return BroadcastRateLimit.of(
                tenant.messagesPerSecond(broadcast.channel(), broadcast.type()),
                broadcast.sending().maxPerSecond());
    }

    /** How long its chunk works. */
    Duration chunk() {
        return BroadcastRateLimit.chunk(lanes);
    }

    /** What its sender may post, messages a second. */
    int senderRateLimit() {
        return tenant.messagesPerSecond(broadcast.channel(), broadcast.type());
    }

    /** Whose rate limit it takes part in; the tenant's own where no sender serves it, and nothing is posted. */
    String senderAddress() {
        return tenant.senders()
                .serving(broadcast.channel(), broadcast.type())
                .map(Sender::address)
                .orElse(tenant.id().toString());
    }

    /** The lane's part that one of its batches side by side is, for what each of them does to be told apart. */
    int strand(int batch) {
        return number * BroadcastRateLimit.BATCHES_AT_ONCE + batch;
    }
}
