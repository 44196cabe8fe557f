package ai.tulia.messaging.store.database;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Brings the ledger's schema forward at start, as its owner. Concurrent starts wait for each other. */
@Component
@ConditionalOnProperty("tulia.db.owner-password")
class LedgerMigration implements InitializingBean {
    private final DatabaseProperties properties;

    LedgerMigration(DatabaseProperties properties) {
        this.properties = properties;
    }

    @Override
    public void afterPropertiesSet() {
        migrate(properties.url(), String.valueOf(properties.ownerPassword()));
    }

    static void migrate(String url, String ownerPassword) {
        Flyway flyway = Flyway.configure()
                .dataSource(url, "tulia_owner", ownerPassword)
                .locations("classpath:db/migration")
                .load();
        try (var connection = flyway.getConfiguration().getDataSource().getConnection()) {
            ServerVersion.require(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("no connection to the database for its migration", e);
        }
        flyway.migrate();
    }
}
