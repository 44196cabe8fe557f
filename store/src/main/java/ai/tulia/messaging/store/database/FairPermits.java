package ai.tulia.messaging.store.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits for calls, such as connections. Those who wait get them in turn: one for each tenant, of a tenant one for each group (a
 * broadcast), of a group in order. So a few calls wait behind a few, however many others have in line.
 */
public final class FairPermits {
    private final ReentrantLock lock = new ReentrantLock();
    /** Tenants and their groups that wait, the next one first; none without a caller. */
    private final SequencedMap<UUID, SequencedMap<UUID, ArrayDeque<CountDownLatch>>> waiting = new LinkedHashMap<>();

    private final Map<UUID, Integer> held = new HashMap<>();
    private final boolean leavesRoom;
    private final int mostOfOne;
    private int free;

    private FairPermits(int permits, boolean leavesRoom, int mostOfOne) {
        this.free = permits;
        this.leavesRoom = leavesRoom;
        this.mostOfOne = mostOfOne;
    }

    /** A tenant may have all of them while no other wants one. */
    public static FairPermits allToOne(int permits) {
        return new FairPermits(permits, false, permits);
    }

    /**
     * A tenant has at most as many as are free: half of them alone, a third beside one other. So those who cannot wait long
     * find one free, however long others keep theirs (a dynamic threshold).
     */
    public static FairPermits leavingRoom(int permits) {
        return leavingRoom(permits, permits);
    }

    /** The same, and a tenant never has more than so many. */
    public static FairPermits leavingRoom(int permits, int mostOfOne) {
        return new FairPermits(permits, true, mostOfOne);
    }

    /** @return whether a permit came free in time; it is to be given back then */
    public boolean take(UUID tenant, UUID group, Duration within) throws InterruptedException {
        if (!within.isPositive()) {
            return false;
        }
        var turn = new CountDownLatch(1);
        lock.lock();
        try {
            if (mayHaveOne(tenant)) {
                give(tenant);
                return true;
            }
            waiting.computeIfAbsent(tenant, of -> new LinkedHashMap<>())
                    .computeIfAbsent(group, of -> new ArrayDeque<>())
                    .add(turn);
        } finally {
            lock.unlock();
        }
        try {
            return turn.await(within.toNanos(), TimeUnit.NANOSECONDS) || !leave(tenant, group, turn);
        } catch (InterruptedException e) {
            if (!leave(tenant, group, turn)) {
                giveBack(tenant);
            }
            throw e;
        }
    }

    /** One that the tenant had. */
    public void giveBack(UUID tenant) {
        lock.lock();
        try {
            free++;
            held.computeIfPresent(tenant, (of, count) -> count == 1 ? null : count - 1);
            for (UUID next = next(); next != null; next = next()) {
                give(next);
                remove(next).countDown();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayHaveOne(UUID tenant) {
        int has = held.getOrDefault(tenant, 0);
        return has < mostOfOne && free > (leavesRoom ? has : 0);
    }

    private void give(UUID tenant) {
        free--;
        held.merge(tenant, 1, Integer::sum);
    }

    private @Nullable UUID next() {
        return waiting.keySet().stream().filter(this::mayHaveOne).findFirst().orElse(null);
    }

    /** Its next caller. Tenant and group go to the end of their lines. */
    private CountDownLatch remove(UUID tenant) {
        var groups = Objects.requireNonNull(waiting.remove(tenant));
        var group = Objects.requireNonNull(groups.pollFirstEntry());
        CountDownLatch caller = group.getValue().remove();
        if (!group.getValue().isEmpty()) {
            groups.put(group.getKey(), group.getValue());
        }
        if (!groups.isEmpty()) {
            waiting.put(tenant, groups);
        }
        return caller;
    }

    /** @return false when its turn had come */
    private boolean leave(UUID tenant, UUID group, CountDownLatch turn) {
        lock.lock();
        try {
            if (turn.getCount() == 0) {
                return false;
            }
            waiting.computeIfPresent(tenant, (of, groups) -> {
                groups.computeIfPresent(group, (id, callers) -> {
                    callers.remove(turn);
                    return callers.isEmpty() ? null : callers;
                });
                return groups.isEmpty() ? null : groups;
            });
            return true;
        } finally {
            lock.unlock();
        }
    }
}
