package ai.tulia.messaging.store.database;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The only way to the tenants' tables: a transaction that names its tenant first. The setting ends with the
 * transaction, so a pooled connection never carries a tenant to its next user.
 */
@Component
public class TenantTransactions {
    private static final String TENANT = "select set_config('tulia.tenant_id', :tenant, true)";
    private static final String TENANT_BY_KEY = """
            select set_config('tulia.tenant_id', :tenant, true),
                set_config('plan_cache_mode', 'force_generic_plan', true)""";
    private static final String TENANT_BY_KEYS = """
            select set_config('tulia.tenant_id', :tenant, true),
                set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
                set_config('enable_bitmapscan', 'off', true), set_config('enable_nestloop', 'off', true)""";

    /** A little longer than for the connection itself: where none can be had, those with a permit know it first. */
    private static final Duration PERMIT_WAIT = LedgerDataSources.CONNECTION_WAIT.plusSeconds(1);

    /** Heavy work waits for as long as what is before it may take. */
    private static final Duration HEAVY_CONNECTION_WAIT = Duration.ofSeconds(30);

    private final TransactionTemplate transactions;
    private final TransactionTemplate readings;
    private final JdbcClient jdbc;
    /** The pool's connections: a tenant leaves room for the others, and those who wait get one in turn by tenant. */
    private final FairPermits connections;
    /** Those of heavy work. */
    private final FairPermits heavyConnections;

    /** By {@link System#nanoTime}. */
    private volatile long lastWithoutConnection;

    TenantTransactions(PlatformTransactionManager manager, JdbcClient jdbc, DatabaseProperties properties) {
        this.connections = FairPermits.leavingRoom(properties.poolSize());
        this.heavyConnections = FairPermits.leavingRoom(properties.heavyPoolSize());
        this.transactions = new TransactionTemplate(manager);
        this.readings = new TransactionTemplate(manager);
        this.readings.setReadOnly(true);
        this.jdbc = jdbc;
        this.lastWithoutConnection = System.nanoTime();
    }

    /** Runs the work in one transaction that sees this tenant's rows and no other's. Joins one already open. */
    public <T extends @Nullable Object> T call(UUID tenantId, Supplier<T> work) {
        return in(transactions, tenantId, work);
    }

    /** The same for work that only reads: the database refuses to change anything for it. */
    public <T extends @Nullable Object> T read(UUID tenantId, Supplier<T> work) {
        return in(readings, tenantId, work);
    }

    /** The same for work that reads all of a tenant: what belongs together is found by order or hash, not row by row. */
    public <T extends @Nullable Object> T readWhole(UUID tenantId, Supplier<T> work) {
        return read(tenantId, () -> {
            jdbc.sql("set local enable_nestloop = off").update();
            return work.get();
        });
    }

    /**
     * The same for work that reads the last day of a large table by a block range index (BRIN), whatever the planner knows
     * of the table.
     */
    public <T extends @Nullable Object> T readByBlockRange(UUID tenantId, Supplier<T> work) {
        return read(tenantId, () -> {
            jdbc.sql("select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),"
                            + " set_config('enable_indexonlyscan', 'off', true)")
                    .query((row, n) -> true)
                    .single();
            return work.get();
        });
    }

    private <T extends @Nullable Object> T in(TransactionTemplate template, UUID tenantId, Supplier<T> work) {
        return in(template, new Named(tenantId, Plans.FOR_VALUES), work);
    }

    /** The settings that a transaction has made. */
    private record Named(UUID tenantId, Plans plans) {
        boolean says(Named other) {
            return tenantId.equals(other.tenantId) && plans.compareTo(other.plans) >= 0;
        }
    }

    /** How the database is to plan, each kind with what those before it say. */
    private enum Plans {
        FOR_VALUES(TENANT),
        BY_KEY(TENANT_BY_KEY),
        BY_KEYS(TENANT_BY_KEYS);

        private final String naming;

        Plans(String naming) {
            this.naming = naming;
        }
    }

    private <T extends @Nullable Object> T in(TransactionTemplate template, Named named, Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return joined(template, named, work);
        }
        boolean heavy = HeavyWork.isUnderWay();
        FairPermits permits = heavy ? heavyConnections : connections;
        takePermit(permits, named.tenantId(), heavy ? HEAVY_CONNECTION_WAIT : PERMIT_WAIT);
        try {
            return joined(template, named, work);
        } catch (CannotCreateTransactionException e) {
            lastWithoutConnection = System.nanoTime();
            throw e;
        } finally {
            permits.giveBack(named.tenantId());
        }
    }

    /** Of a tenant at its limit it is the tenant's load, but for one that waited while no connection could be had. */
    private void takePermit(FairPermits permits, UUID tenantId, Duration within) {
        long began = System.nanoTime();
        try {
            if (!permits.take(tenantId, tenantId, within)) {
                throw permits.isLimited(tenantId) && began - lastWithoutConnection > 0
                        ? new TenantBusyException()
                        : new CannotCreateTransactionException("no connection came free in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotCreateTransactionException("interrupted", e);
        }
    }

    private <T extends @Nullable Object> T joined(TransactionTemplate template, Named named, Supplier<T> work) {
        return template.execute(status -> {
            var current = (Named) TransactionSynchronizationManager.getResource(this);
            if (current != null && current.says(named)) {
                return work.get();
            }
            if (current != null && !current.tenantId.equals(named.tenantId)) {
                throw new IllegalStateException("a transaction is of one tenant");
            }
            jdbc.sql(named.plans.naming)
                    .param("tenant", named.tenantId.toString())
                    .query((row, number) -> true)
                    .single();
            remember(named);
            try {
                return current == null ? HeavyWork.cancelable(work) : work.get();
            } finally {
                remember(current);
            }
        });
    }

    /**
     * For what goes with the open transaction and is not of the database: run when it is certain that it was rolled back. Of
     * a commit without an answer nobody knows.
     */
    public void onRollback(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_ROLLED_BACK) {
                    action.run();
                }
            }
        });
    }

    /** For what is called within the open transaction: the settings need not be made once more. */
    private void remember(@Nullable Named named) {
        TransactionSynchronizationManager.unbindResourceIfPossible(this);
        if (named != null) {
            TransactionSynchronizationManager.bindResource(this, named);
        }
    }

    public void run(UUID tenantId, Runnable work) {
        call(tenantId, () -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /**
     * The same, for statements that find one row and what belongs to it by its key: each is planned once a connection. To
     * plan one costs more than to run it, and no value would change the plan.
     */
    public <T extends @Nullable Object> T callByKey(UUID tenantId, Supplier<T> work) {
        return in(transactions, new Named(tenantId, Plans.BY_KEY), work);
    }

    /**
     * The same, for statements on some hundred rows by their keys. What the planner knows of a table may be from when it
     * was empty, or its tenant new: it then takes a tenant's million rows for one, and goes through a group's keys for each
     * of them. So each such statement names its keys beside a join with what belongs to them, and here that join is made by
     * their hash. What is looked up row by row stays a {@code lateral (… offset 0)}, which leaves nothing to choose.
     */
    public <T extends @Nullable Object> T callByKeys(UUID tenantId, Supplier<T> work) {
        return in(transactions, new Named(tenantId, Plans.BY_KEYS), work);
    }

    /** Runs a lookup that sees the one API key with this public prefix, before its tenant is known. */
    public <T extends @Nullable Object> T byKeyPrefix(String prefix, Supplier<T> work) {
        return transactions.execute(status -> {
            jdbc.sql("select set_config('tulia.key_prefix', :prefix, true)")
                    .param("prefix", prefix)
                    .query(String.class)
                    .single();
            return work.get();
        });
    }
}
