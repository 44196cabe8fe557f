package ai.tulia.messaging.store.database;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ledger as role {@code tulia_sweeper}: reads across tenants the rows that nobody is working on, and writes
 * nothing but which of them a sweeper claims.
 */
public final class SweeperDatabase implements AutoCloseable {
    private final HikariDataSource pool;
    private final JdbcClient jdbc;

    SweeperDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.jdbc = JdbcClient.create(pool);
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        pool.close();
    }
}
