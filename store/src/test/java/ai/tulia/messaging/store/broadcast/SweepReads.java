package ai.tulia.messaging.store.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.database.SweeperDatabase;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts the rows that a sweeper's statements read, in a transaction of their own. */
final class SweepReads {
    private static final long MAX_ROWS_READ = 20L * CrowdedTenant.GROUP;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    SweepReads(PlanFixture store) {
        SweeperDatabase sweeper = store.bean(SweeperDatabase.class);
        this.jdbc = sweeper.jdbc();
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(poolOf(sweeper)));
    }

    /** The product's sweeper has no use for transactions, and does not show its pool. */
    private static DataSource poolOf(SweeperDatabase sweeper) {
        try {
            var pool = SweeperDatabase.class.getDeclaredField("pool");
            pool.setAccessible(true);
            return (DataSource) pool.get(sweeper);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    <T> T cheaply(String what, Supplier<T> work) {
        return transaction.execute(status -> {
            long before = rowsRead();
            T result = work.get();
            assertThat(rowsRead() - before).as("rows read by " + what).isLessThan(MAX_ROWS_READ);
            return result;
        });
    }

    private long rowsRead() {
        return jdbc.sql("select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables")
                .query(Long.class)
                .single();
    }
}
