package ai.tulia.messaging.store.apikey;

import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

final class StoredKeyRow {
    private StoredKeyRow() {}

    static StoredKey read(ResultSet row) throws SQLException {
        return new StoredKey(
                Objects.requireNonNull(Sql.uuid(row, "tenant_id")),
                Objects.requireNonNull(Sql.uuid(row, "id")),
                row.getString("prefix"),
                row.getString("name"),
                Sql.strings(row, "scopes"),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                Sql.instant(row, "expires_at"),
                Sql.instant(row, "revoked_at"),
                Sql.instant(row, "last_used_at"));
    }
}
