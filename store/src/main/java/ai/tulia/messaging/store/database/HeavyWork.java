package ai.tulia.messaging.store.database;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Work that reads or writes a great part of a tenant's rows for a caller who waits. Its transactions have connections of
 * their own ({@link AppDataSource}), so that nothing else waits for them; a tenant has so much of it at once; and it ends
 * when nobody waits for it any more.
 */
@Component
public class HeavyWork {
    /** How long it waits for a place: as long as one who asks again and again while typing. */
    private static final Duration PLACE_WAIT = Duration.ofSeconds(2);
    /** Those who have a place wait in turn for a connection; so many share one. */
    private static final int PLACES_A_CONNECTION = 4;

    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(HeavyWork.class);
    private static final ScopedValue<HeavyCall> CURRENT = ScopedValue.newInstance();

    private final FairPermits places;
    private final JdbcClient jdbc;

    HeavyWork(DatabaseProperties properties, JdbcClient jdbc) {
        int connections = properties.heavyPoolSize();
        this.places = FairPermits.leavingRoom(connections * PLACES_A_CONNECTION, Math.max(1, connections / 2));
        this.jdbc = jdbc;
    }

    /**
     * Does it on this thread, whose transactions are heavy until it returns. Call it outside of a transaction.
     *
     * @param abandoned whether nobody waits for it any more; asked twice a second by another thread. Its statement is
     *     canceled then (SQLSTATE 57014), and it begins no further transaction
     * @throws TooMuchHeavyWorkException when the tenant has as much under way as it may have
     */
    public <T, X extends Throwable> T call(UUID tenantId, BooleanSupplier abandoned, ScopedValue.CallableOp<T, X> work)
            throws X {
        takePlace(tenantId);
        var ended = new CountDownLatch(1);
        try {
            var call = new HeavyCall(jdbc);
            Thread.ofVirtual().name("heavy-work-watch").start(() -> watch(call, abandoned, ended));
            return ScopedValue.where(CURRENT, call).call(work);
        } finally {
            ended.countDown();
            places.giveBack(tenantId);
        }
    }

    /** Whether this thread does heavy work. */
    static boolean isUnderWay() {
        return CURRENT.isBound();
    }

    /** Within an open transaction: if this is heavy work, its statements can be canceled from here on. */
    static <T extends @Nullable Object> T cancelable(Supplier<T> work) {
        if (!CURRENT.isBound()) {
            return work.get();
        }
        HeavyCall call = CURRENT.get();
        call.enter();
        try {
            return work.get();
        } finally {
            call.leave();
        }
    }

    private void takePlace(UUID tenantId) {
        try {
            if (!places.take(tenantId, tenantId, PLACE_WAIT)) {
                throw new TooMuchHeavyWorkException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooMuchHeavyWorkException();
        }
    }

    private static void watch(HeavyCall call, BooleanSupplier abandoned, CountDownLatch ended) {
        try {
            while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                look(call, abandoned);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void look(HeavyCall call, BooleanSupplier abandoned) {
        try {
            if (abandoned.getAsBoolean()) {
                call.abandon();
            }
        } catch (DataAccessException | TransactionException e) {
            // Tried again at the next look; the statement has its own end as well.
            LOG.warn(
                    "the caller of a heavy statement was not checked, or the statement not canceled: {}",
                    e.getClass().getName());
        }
    }
}
