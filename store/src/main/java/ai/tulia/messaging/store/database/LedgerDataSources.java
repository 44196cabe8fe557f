package ai.tulia.messaging.store.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One pool a role, and the app's second one for heavy work; only the app's are large. The roles cannot become each other. */
@Configuration(proxyBeanMethods = false)
class LedgerDataSources {
    /** How long a caller waits for a connection before the ledger counts as away. */
    static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);
    /** A connection that is silent for longer is broken. */
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** Of heavy work and of what works for nobody in particular: the server ends it before the connection is given up. */
    private static final Duration LONG_STATEMENT = Duration.ofSeconds(25);

    private static final String APP = "tulia_app";

    private final DatabaseProperties properties;

    LedgerDataSources(DatabaseProperties properties) {
        this.properties = properties;
    }

    @Bean
    @Primary
    DataSource appDataSource() {
        HikariDataSource pool =
                pool(APP, properties.appPassword(), properties.poolSize(), properties.statementTimeout());
        HikariDataSource heavy = pool(APP, properties.appPassword(), properties.heavyPoolSize(), LONG_STATEMENT);
        heavy.setPoolName(APP + "_heavy");
        heavy.setMinimumIdle(0);
        // One processor each: those who bound their number bound what they take from others.
        heavy.addDataSourceProperty("options", settings(LONG_STATEMENT) + " -c max_parallel_workers_per_gather=0");
        return new AppDataSource(pool, heavy);
    }

    @Bean
    @ConditionalOnProperty("tulia.db.operator-password")
    OperatorDatabase operatorDatabase() {
        return new OperatorDatabase(
                pool("tulia_operator", required(properties.operatorPassword()), 3, properties.statementTimeout()));
    }

    @Bean
    @ConditionalOnProperty("tulia.db.sweeper-password")
    SweeperDatabase sweeperDatabase() {
        return new SweeperDatabase(pool("tulia_sweeper", required(properties.sweeperPassword()), 2, LONG_STATEMENT));
    }

    @Bean
    @ConditionalOnProperty("tulia.db.eraser-password")
    EraserDatabase eraserDatabase() {
        return new EraserDatabase(pool("tulia_eraser", required(properties.eraserPassword()), 2, LONG_STATEMENT));
    }

    /** Milliseconds are enough, and survive the database and JSON unchanged. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tickMillis(java.time.ZoneOffset.UTC);
    }

    @Bean
    @ConditionalOnMissingBean
    LedgerClock ledgerClock(JdbcClient jdbc) {
        return () -> jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private HikariDataSource pool(String role, String password, int size, Duration statementTimeout) {
        var pool = new HikariDataSource();
        pool.setPoolName(role);
        pool.setJdbcUrl(properties.url());
        pool.setUsername(role);
        pool.setPassword(password);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(Math.min(size, 2));
        pool.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("prepareThreshold", "1");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("ApplicationName", role);
        // The server's detail of an error repeats values of the row, such as a number: not into a log.
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        pool.addDataSourceProperty("connectTimeout", "3");
        pool.addDataSourceProperty("socketTimeout", Long.toString(SILENCE.toSeconds()));
        // The server's own: they hold also for a caller who is gone, or a process that hangs.
        pool.addDataSourceProperty("options", settings(statementTimeout));
        return pool;
    }

    private String settings(Duration statementTimeout) {
        return "-c statement_timeout=" + statementTimeout.toMillis() + " -c lock_timeout="
                + properties.lockTimeout().toMillis();
    }

    private static String required(@org.jspecify.annotations.Nullable String password) {
        return java.util.Objects.requireNonNull(password);
    }
}
