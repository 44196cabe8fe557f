package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.quota.RateLimiter;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** A batch's permits to send, at the rate limit of its sender and below it of its broadcast. */
@Component
class SenderRateLimiter {
    /**
     * Longer pauses are the workflow's: a round through it costs eleven events of history, while here one costs nothing
     * but the slot in the worker.
     */
    private static final Duration SHORT = Duration.ofSeconds(5);
    /** A lane that sleeps in its workflow hears of no cancel. */
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);
    /** How late a stop of the worker or of the broadcast is seen. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final RateLimiter limiter;

    SenderRateLimiter(TenantTransactions transactions, BroadcastRepository broadcasts, RateLimiter limiter) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.limiter = limiter;
    }

    /** What waiting for them came to. */
    sealed interface Permits {
        /** They are the batch's, and begin after the pause. */
        record Taken(Duration pause) implements Permits {}

        /** There are none for so long that others may have the slot in the worker. */
        record Later(Duration pause) implements Permits {}

        /** The chunk's time was over first, or its worker stops. */
        record TimeOver() implements Permits {}

        /** The broadcast was stopped meanwhile. */
        record Stopped() implements Permits {}
    }

    Permits await(Lane lane, int messages, ActivityBudget budget) throws InterruptedException {
        long looked = System.nanoTime();
        RateLimiter.Permits asked = take(lane, messages);
        for (; !asked.taken(); asked = take(lane, messages)) {
            if (asked.pause().compareTo(SHORT) > 0) {
                return new Permits.Later(shorter(asked.pause(), MAX_PAUSE));
            }
            Thread.sleep(shorter(asked.pause(), LOOK));
            if (!budget.hasTimeLeft(lane.chunk())) {
                return new Permits.TimeOver();
            }
            if (System.nanoTime() - looked > LOOK.toNanos()) {
                looked = System.nanoTime();
                if (!runs(lane.ref())) {
                    return new Permits.Stopped();
                }
            }
        }
        return new Permits.Taken(asked.pause());
    }

    /** Those taken and not used. */
    void giveBack(Lane lane, int messages) {
        giveBackOwn(lane, messages);
        limiter.giveBackToSender(lane.senderAddress(), messages, lane.senderRateLimit());
    }

    /** The broadcast's own limit comes first: one taken of the sender before would be used too late, beside those of others. */
    private RateLimiter.Permits take(Lane lane, int messages) throws InterruptedException {
        Integer most = lane.broadcast().sending().maxPerSecond();
        if (most != null) {
            var own = limiter.takeOfBroadcast(lane.ref().broadcastId(), messages, most);
            if (!own.taken()) {
                return own;
            }
            Thread.sleep(own.pause());
        }
        var permits = limiter.takeOfSender(
                lane.senderAddress(),
                messages,
                lane.senderRateLimit(),
                lane.broadcast().type());
        if (!permits.taken()) {
            giveBackOwn(lane, messages);
        }
        return permits;
    }

    private void giveBackOwn(Lane lane, int messages) {
        Integer most = lane.broadcast().sending().maxPerSecond();
        if (most != null) {
            limiter.giveBackToBroadcast(lane.ref().broadcastId(), messages, most);
        }
    }

    private boolean runs(BroadcastRef ref) {
        return transactions
                .read(ref.tenantId(), () -> broadcasts.find(ref))
                .filter(broadcast -> broadcast.status() == BroadcastStatus.RUNNING)
                .isPresent();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
