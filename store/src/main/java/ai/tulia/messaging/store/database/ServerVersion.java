package ai.tulia.messaging.store.database;

import java.sql.Connection;
import java.sql.SQLException;

/** The ledger needs a function of PostgreSQL 18, {@code uuidv7()}: an older server is refused before anything is done. */
final class ServerVersion {
    private static final int NEEDED = 18;

    private ServerVersion() {}

    /** @throws LedgerRefusedException when the server is older */
    static void require(Connection connection) throws SQLException {
        require(connection.getMetaData().getDatabaseMajorVersion());
    }

    static void require(int major) {
        if (major < NEEDED) {
            throw new LedgerRefusedException("PostgreSQL " + NEEDED
                    + " or newer is needed; the server of tulia.db.url is " + major + ". Upgrade it, or name another.");
        }
    }
}
