package ai.tulia.messaging.store.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The connections of the app role: {@link HeavyWork} has its own, opened once there is some. */
final class AppDataSource extends DelegatingDataSource implements AutoCloseable {
    private final HikariDataSource pool;
    private final HikariDataSource heavy;

    AppDataSource(HikariDataSource pool, HikariDataSource heavy) {
        super(pool);
        this.pool = pool;
        this.heavy = heavy;
    }

    @Override
    protected DataSource obtainTargetDataSource() {
        return HeavyWork.isUnderWay() ? heavy : pool;
    }

    @Override
    public void close() {
        pool.close();
        heavy.close();
    }
}
