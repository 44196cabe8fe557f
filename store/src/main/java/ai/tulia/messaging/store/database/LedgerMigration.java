package ai.tulia.messaging.store.database;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.Environment;

/** Brings the ledger's schema forward, as its owner, whom no other process can be. Concurrent runs wait for each other. */
public final class LedgerMigration implements InitializingBean {
    private static final String OWNER = "tulia_owner";

    private final Environment environment;

    LedgerMigration(Environment environment) {
        this.environment = environment;
    }

    /**
     * A process that migrates and does nothing else; settings as those of the others: {@code tulia.db.url} and
     * {@code tulia.db.owner-password}.
     *
     * @param configuration name of the settings file, for its way of logging
     * @throws RuntimeException when it could not; it has been logged
     */
    public static void run(String configuration, String... arguments) {
        new SpringApplicationBuilder(LedgerMigration.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=" + configuration)
                .run(arguments)
                .close();
    }

    @Override
    public void afterPropertiesSet() {
        migrate(required("tulia.db.url"), required("tulia.db.owner-password"));
    }

    /** @throws LedgerRefusedException when the server is too old */
    public static void migrate(String url, String ownerPassword) {
        Flyway flyway = Flyway.configure()
                .dataSource(url, OWNER, ownerPassword)
                .locations("classpath:db/migration")
                .load();
        try (var connection = flyway.getConfiguration().getDataSource().getConnection()) {
            ServerVersion.require(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("no connection to the database for its migration", e);
        }
        flyway.migrate();
    }

    private String required(String property) {
        String value = environment.getProperty(property, "");
        if (value.isEmpty()) {
            throw new LedgerRefusedException("To migrate, " + property + " is needed, in the environment as "
                    + property.toUpperCase(java.util.Locale.ROOT)
                            .replace('.', '_')
                            .replace('-', '_') + ".");
        }
        return value;
    }
}
