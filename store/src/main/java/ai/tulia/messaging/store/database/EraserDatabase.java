package ai.tulia.messaging.store.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger as role {@code tulia_eraser}: empties texts and deletes what is final, of the one tenant its transaction names. */
public final class EraserDatabase implements AutoCloseable {
    /**
     * The tenant; statements that end by themselves, and wait for nobody; and index after index, whatever the planner knows of
     * a table: what a page removes is named by its keys.
     */
    private static final String TENANT = """
            select set_config('tulia.tenant_id', :tenant, true), set_config('statement_timeout', '20s', true),
                set_config('lock_timeout', '2s', true), set_config('enable_seqscan', 'off', true),
                set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                set_config('enable_mergejoin', 'off', true)""";

    private final HikariDataSource pool;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    EraserDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.jdbc = JdbcClient.create(pool);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
    }

    /** Runs the work in one transaction that sees this tenant's rows and no other's. */
    public <T> T call(UUID tenantId, Function<JdbcClient, T> work) {
        return java.util.Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql(TENANT)
                    .param("tenant", tenantId.toString())
                    .query((row, n) -> true)
                    .single();
            return work.apply(jdbc);
        }));
    }

    /** What each tenant wants kept is read without naming one. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        pool.close();
    }
}
