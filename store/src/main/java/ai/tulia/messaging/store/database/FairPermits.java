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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits for calls, such as connections. Those who wait get them in turn: one caller of each tenant, of a
 * tenant one of each group (a broadcast), of a group in order. So a few calls wait behind a few, however many others have
 * in line.
 */
public final class FairPermits {
    private final ReentrantLock lock = new ReentrantLock();
    /** Tenants and their groups that wait, the next one first; none without a caller. */
    private final SequencedMap<UUID, SequencedMap<UUID, ArrayDeque<Caller>>> waiting = new LinkedHashMap<>();

    private final Map<UUID, Integer> inUse = new HashMap<>();
    private final boolean leavesRoom;
    private final int mostOfOne;
    private int free;

    private FairPermits(int permits, boolean leavesRoom, int mostOfOne) {
        this.free = permits;
        this.leavesRoom = leavesRoom;
        this.mostOfOne = mostOfOne;
    }

    /** @param granted reached when the permits are the caller's */
    private record Caller(int permits, CountDownLatch granted) {}

    /** A tenant may have all of them while no other wants one. */
    public static FairPermits allToOne(int permits) {
        return new FairPermits(permits, false, permits);
    }

    /** Each tenant has so many of its own. */
    public static FairPermits toEach(int permits) {
        return new FairPermits(Integer.MAX_VALUE, false, permits);
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
        return within.isPositive() && take(tenant, group, 1, within, () -> false);
    }

    /**
     * Takes several at once. Those behind it in its tenant's line wait until there are so many.
     *
     * @param permits no more than a tenant may have
     * @param look after which it asks, again and again, whether the caller still wants them
     * @return whether they are the caller's, to be given back
     */
    public boolean take(UUID tenant, UUID group, int permits, Duration look, BooleanSupplier stillWanted)
            throws InterruptedException {
        var caller = new Caller(permits, new CountDownLatch(1));
        lock.lock();
        try {
            if (!waiting.containsKey(tenant) && mayHave(tenant, permits)) {
                give(tenant, permits);
                return true;
            }
            waiting.computeIfAbsent(tenant, of -> new LinkedHashMap<>())
                    .computeIfAbsent(group, of -> new ArrayDeque<>())
                    .add(caller);
        } finally {
            lock.unlock();
        }
        try {
            while (!caller.granted().await(look.toNanos(), TimeUnit.NANOSECONDS)) {
                if (!stillWanted.getAsBoolean()) {
                    return !leave(tenant, group, caller);
                }
            }
            return true;
        } catch (InterruptedException | RuntimeException e) {
            if (!leave(tenant, group, caller)) {
                giveBack(tenant, permits);
            }
            throw e;
        }
    }

    /** Whether there are permits for others, but no more for this tenant. */
    boolean isLimited(UUID tenant) {
        lock.lock();
        try {
            return free > 0 && inUse.containsKey(tenant) && !mayHave(tenant, 1);
        } finally {
            lock.unlock();
        }
    }

    /** One that the tenant had. */
    public void giveBack(UUID tenant) {
        giveBack(tenant, 1);
    }

    public void giveBack(UUID tenant, int permits) {
        lock.lock();
        try {
            free += permits;
            inUse.computeIfPresent(tenant, (of, count) -> count == permits ? null : count - permits);
            giveToThoseWhoWait();
        } finally {
            lock.unlock();
        }
    }

    private void giveToThoseWhoWait() {
        for (UUID next = next(); next != null; next = next()) {
            Caller caller = remove(next);
            give(next, caller.permits());
            caller.granted().countDown();
        }
    }

    private boolean mayHave(UUID tenant, int permits) {
        int has = inUse.getOrDefault(tenant, 0) + permits;
        return has <= mostOfOne && free >= permits + (leavesRoom ? has - 1 : 0);
    }

    private void give(UUID tenant, int permits) {
        free -= permits;
        inUse.merge(tenant, permits, Integer::sum);
    }

    private @Nullable UUID next() {
        return waiting.entrySet().stream()
                .filter(line -> mayHave(line.getKey(), first(line.getValue()).permits()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static Caller first(SequencedMap<UUID, ArrayDeque<Caller>> groups) {
        return Objects.requireNonNull(groups.firstEntry()).getValue().element();
    }

    /** Its next caller. Tenant and group go to the end of their lines. */
    private Caller remove(UUID tenant) {
        var groups = Objects.requireNonNull(waiting.remove(tenant));
        var group = Objects.requireNonNull(groups.pollFirstEntry());
        Caller caller = group.getValue().remove();
        if (!group.getValue().isEmpty()) {
            groups.put(group.getKey(), group.getValue());
        }
        if (!groups.isEmpty()) {
            waiting.put(tenant, groups);
        }
        return caller;
    }

    /** @return false when its turn had come */
    private boolean leave(UUID tenant, UUID group, Caller caller) {
        lock.lock();
        try {
            if (caller.granted().getCount() == 0) {
                return false;
            }
            waiting.computeIfPresent(tenant, (of, groups) -> {
                groups.computeIfPresent(group, (id, callers) -> {
                    callers.remove(caller);
                    return callers.isEmpty() ? null : callers;
                });
                return groups.isEmpty() ? null : groups;
            });
            // Those behind it may want fewer.
            giveToThoseWhoWait();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
