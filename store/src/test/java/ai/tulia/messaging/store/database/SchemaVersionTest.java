package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A process takes the schema that it was built for and newer ones, and says what to run on an older one. */
class SchemaVersionTest {
    private static final int NEEDED = SchemaVersion.newest();

    @Test
    void anOlderSchemaIsRefusedUntilItIsMigrated() throws SQLException {
        try (var ledger = LedgerBeforeMigration.at("1");
                Connection app = ledger.app()) {
            refused(app);

            ledger.migrate();

            SchemaVersion.require(app);
        }
    }

    @Test
    void aDatabaseWithoutSchemaIsRefused() throws SQLException {
        var ledger = TestLedger.withoutSchema(TestPostgres.freshDatabase());
        try (Connection app = app(ledger)) {
            refused(app);
        }
    }

    @Test
    void theMessageNamesBothVersions() throws SQLException {
        var ledger = TestLedger.fresh();
        ledger.execute("delete from flyway_schema_history where version = '" + NEEDED + "'");
        String left = ledger.queryText("select max(version::int) from flyway_schema_history");
        try (Connection app = app(ledger)) {
            assertThatThrownBy(() -> SchemaVersion.require(app))
                    .hasMessageStartingWith("The ledger's schema is at version " + left + ", and this process needs "
                            + NEEDED + " or newer.");
        }
    }

    @Test
    void aNewerSchemaIsTaken() throws SQLException {
        var ledger = TestLedger.fresh();
        ledger.execute("insert into flyway_schema_history select installed_rank + 1, '" + (NEEDED + 1)
                + "', 'newer', type, script, checksum, installed_by, installed_on, execution_time, true"
                + " from flyway_schema_history where version = '" + NEEDED + "'");
        try (Connection app = app(ledger)) {
            assertThatCode(() -> SchemaVersion.require(app)).doesNotThrowAnyException();
        }
    }

    @Test
    void noProcessMayChangeWhatTheHistorySays() throws SQLException {
        var ledger = TestLedger.fresh();
        try (Connection app = app(ledger)) {
            assertThatThrownBy(() -> app.createStatement().execute("delete from flyway_schema_history"))
                    .hasMessageContaining("permission denied");
        }
        assertThat(ledger.queryText("select count(*) > 1 from flyway_schema_history"))
                .isEqualTo("t");
    }

    private static void refused(Connection app) {
        assertThatThrownBy(() -> SchemaVersion.require(app))
                .isInstanceOf(LedgerRefusedException.class)
                .hasMessageContaining("needs " + NEEDED + " or newer")
                .hasMessageContaining("java -jar tulia-api-exec.jar migrate")
                .hasMessageContaining("TULIA_DB_OWNER_PASSWORD");
    }

    private static Connection app(TestLedger ledger) throws SQLException {
        return DriverManager.getConnection(ledger.url(), "tulia_app", "app");
    }
}
