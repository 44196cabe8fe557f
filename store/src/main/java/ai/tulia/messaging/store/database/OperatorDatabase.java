package ai.tulia.messaging.store.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger as role {@code tulia_operator}: tenants, tiers, keys, provider accounts and the audit log of everyone; of
 * messages ids, states and times; of what customers wrote only what is sealed, to seal it anew.
 */
public final class OperatorDatabase implements AutoCloseable {
    private final HikariDataSource pool;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    OperatorDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.jdbc = JdbcClient.create(pool);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
    }

    /** Runs the work in one transaction. */
    public <T> T call(Function<JdbcClient, T> work) {
        return java.util.Objects.requireNonNull(transactions.execute(status -> work.apply(jdbc)));
    }

    @Override
    public void close() {
        pool.close();
    }
}
