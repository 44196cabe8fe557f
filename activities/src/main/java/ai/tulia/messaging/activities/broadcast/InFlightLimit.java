package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.dispatch.AttemptPoster;
import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.database.FairPermits;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Bounds what a tenant's broadcasts have under way in this process, from the claim to the outcome: no more than what its
 * connections to the provider start within a second, and than what one broadcast has side by side. So nothing is claimed
 * that gets no connection in time, and many broadcasts of a tenant load the ledger no more than one does. They take turns.
 */
@Component
class InFlightLimit {
    private static final int PERMITS = BroadcastRateLimit.BATCHES_AT_ONCE * BroadcastRateLimit.MAX_BATCH;
    private static final int MAX_OF_A_BATCH = PERMITS / BroadcastRateLimit.BATCHES_AT_ONCE;
    /** How late a stop of the worker or the end of the chunk's time is seen. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final AttemptPoster poster;
    private final FairPermits permits = FairPermits.toEach(PERMITS);

    InFlightLimit(AttemptPoster poster) {
        this.poster = poster;
    }

    /**
     * A batch's part of it.
     *
     * @param messages that it may start
     * @param permits that they take: one each, and more where fewer than there are permits start within a second
     */
    record Share(BroadcastRef broadcast, int messages, int permits) {}

    /** A quarter of what may be under way, and no more than so many messages. */
    Share share(BroadcastRef broadcast, int most) {
        int startable = poster.startableWithinASecond(broadcast.tenantId());
        int messages = Math.min(most, Math.ceilDiv(startable, BroadcastRateLimit.BATCHES_AT_ONCE));
        return new Share(broadcast, messages, Math.clamp(messages * PERMITS / startable, 1, MAX_OF_A_BATCH));
    }

    /** Waits for its turn. @return false when it is no longer wanted */
    boolean acquire(Share share, BooleanSupplier stillWanted) throws InterruptedException {
        BroadcastRef broadcast = share.broadcast();
        return permits.take(broadcast.tenantId(), broadcast.broadcastId(), share.permits(), LOOK, stillWanted);
    }

    void release(Share share) {
        permits.giveBack(share.broadcast().tenantId(), share.permits());
    }
}
