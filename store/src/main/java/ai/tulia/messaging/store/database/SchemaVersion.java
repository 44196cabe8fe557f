package ai.tulia.messaging.store.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The schema that this version was built for: its last migration has run. A newer one is taken, so that processes can be
 * replaced one by one after the migration.
 */
final class SchemaVersion {
    /** No such table; no right to read it, as before the migration that gave it. */
    private static final Set<String> UNKNOWN = Set.of("42P01", "42501");

    private SchemaVersion() {}

    /** @throws LedgerRefusedException when the schema is older */
    static void require(Connection connection) throws SQLException {
        int needed = newest();
        int applied = applied(connection);
        if (applied < needed) {
            String found = applied == 0
                    ? "The ledger has no schema of a version that this process knows, and it needs " + needed
                    : "The ledger's schema is at version " + applied + ", and this process needs " + needed;
            throw new LedgerRefusedException(
                    found + " or newer. Run \"java -jar tulia-api-exec.jar migrate\" first, with"
                            + " TULIA_DB_URL and TULIA_DB_OWNER_PASSWORD.");
        }
    }

    /** The number of the last migration that comes with this version. */
    static int newest() {
        try {
            return Arrays.stream(
                            new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/V*.sql"))
                    .map(Resource::getFilename)
                    .map(Objects::requireNonNull)
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                    .max()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int applied(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select coalesce(max(version::int), 0) from flyway_schema_history where success")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            if (UNKNOWN.contains(e.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }
}
