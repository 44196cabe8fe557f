package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits for calls. Those who wait get them in turn: one for each tenant, of a tenant one for each broadcast,
 * of a broadcast in order. So a few calls wait behind a few, however many others have in line.
 */
final class FairConnectionPermits {
    private final ReentrantLock lock = new ReentrantLock();
    /** Tenants and their broadcasts that wait, the next one first; none without a caller. */
    private final SequencedMap<UUID, SequencedMap<UUID, ArrayDeque<CountDownLatch>>> waiting = new LinkedHashMap<>();

    private int free;

    FairConnectionPermits(int permits) {
        this.free = permits;
    }

    /** @return whether a permit came free in time; it is to be given back then */
    boolean take(BroadcastRef broadcast, Duration within) throws InterruptedException {
        if (!within.isPositive()) {
            return false;
        }
        var turn = new CountDownLatch(1);
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return true;
            }
            waiting.computeIfAbsent(broadcast.tenantId(), tenant -> new LinkedHashMap<>())
                    .computeIfAbsent(broadcast.broadcastId(), id -> new ArrayDeque<>())
                    .add(turn);
        } finally {
            lock.unlock();
        }
        try {
            return turn.await(within.toNanos(), TimeUnit.NANOSECONDS) || !leave(broadcast, turn);
        } catch (InterruptedException e) {
            if (!leave(broadcast, turn)) {
                giveBack();
            }
            throw e;
        }
    }

    void giveBack() {
        lock.lock();
        try {
            CountDownLatch next = next();
            if (next == null) {
                free++;
            } else {
                next.countDown();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable CountDownLatch next() {
        var tenant = waiting.pollFirstEntry();
        if (tenant == null) {
            return null;
        }
        var broadcast = Objects.requireNonNull(tenant.getValue().pollFirstEntry());
        CountDownLatch caller = broadcast.getValue().remove();
        // Both go to the end of their lines.
        if (!broadcast.getValue().isEmpty()) {
            tenant.getValue().put(broadcast.getKey(), broadcast.getValue());
        }
        if (!tenant.getValue().isEmpty()) {
            waiting.put(tenant.getKey(), tenant.getValue());
        }
        return caller;
    }

    /** @return false when its turn had come */
    private boolean leave(BroadcastRef broadcast, CountDownLatch turn) {
        lock.lock();
        try {
            if (turn.getCount() == 0) {
                return false;
            }
            waiting.computeIfPresent(broadcast.tenantId(), (tenant, broadcasts) -> {
                broadcasts.computeIfPresent(broadcast.broadcastId(), (id, callers) -> {
                    callers.remove(turn);
                    return callers.isEmpty() ? null : callers;
                });
                return broadcasts.isEmpty() ? null : broadcasts;
            });
            return true;
        } finally {
            lock.unlock();
        }
    }
}
