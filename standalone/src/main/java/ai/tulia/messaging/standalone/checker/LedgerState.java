package ai.tulia.messaging.standalone.checker;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says.
 *
 * @param byKey the message of each hashed idempotency key, as {@link Keys#of} writes it
 * @param broadcasts their statuses
 * @param wrongCounts where the kept counts of a broadcast are not what its rows add up to
 */
public record LedgerState(
        List<Row> rows, Map<String, UUID> byKey, Map<UUID, String> broadcasts, List<String> wrongCounts) {

    /** @param status the coarse one: pending, sent, failed, canceled */
    public record Row(UUID id, UUID customer, @Nullable UUID broadcast, String state, String status, int attempt) {
        private static final Set<String> SENT = Set.of("SENT", "DELIVERED", "READ", "UNDELIVERED");
        private static final Set<String> NEVER_LEFT = Set.of("ACCEPTED", "WAITING", "REFUSED", "EXPIRED", "CANCELED");

        boolean wasSent() {
            return SENT.contains(state);
        }

        boolean neverLeft() {
            return NEVER_LEFT.contains(state);
        }

        boolean isUnknown() {
            return state.equals("UNKNOWN");
        }

        boolean isFinal() {
            return !status.equals("pending");
        }
    }

    private static final String MESSAGES = """
            select id, customer_id, broadcast_id, state, status, attempt from message where tenant_id = any (?)""";
    private static final String KEYS = """
            select tenant_id, key_hash, message_id from idempotency_key
            where tenant_id = any (?) and message_id is not null""";
    private static final String BROADCASTS = "select id, status from broadcast where tenant_id = any (?)";
    private static final String WRONG_COUNTS = """
            with kept as (
                select broadcast_id, state, reason, sum(messages) as n from broadcast_count
                where tenant_id = any (?) group by 1, 2, 3 having sum(messages) <> 0),
            counted as (
                select broadcast_id, state, coalesce(waiting_reason, failure_code, '') as reason, count(*) as n
                from message where tenant_id = any (?) and broadcast_id is not null group by 1, 2, 3)
            select broadcast_id || ' ' || state || ' ' || reason || ': kept ' || coalesce(kept.n, 0) || ', counted '
                || coalesce(counted.n, 0)
            from kept full join counted using (broadcast_id, state, reason)
            where kept.n is distinct from counted.n""";

    /** Reads these tenants' part; the connection must be one that row-level security does not bind. */
    public static LedgerState read(Connection connection, Collection<UUID> tenants) throws SQLException {
        boolean automatic = connection.getAutoCommit();
        int isolation = connection.getTransactionIsolation();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            var rows = new ArrayList<Row>();
            each(connection, MESSAGES, tenants, row -> rows.add(row(row)));
            var keys = new HashMap<String, UUID>();
            each(
                    connection,
                    KEYS,
                    tenants,
                    row -> keys.put(
                            Keys.written(uuid(row, 1), HexFormat.of().formatHex(row.getBytes(2))), uuid(row, 3)));
            var broadcasts = new HashMap<UUID, String>();
            each(connection, BROADCASTS, tenants, row -> broadcasts.put(uuid(row, 1), row.getString(2)));
            var wrong = new ArrayList<String>();
            each(connection, WRONG_COUNTS, tenants, row -> wrong.add(row.getString(1)));
            return new LedgerState(rows, keys, broadcasts, wrong);
        } finally {
            connection.rollback();
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(automatic);
        }
    }

    /** The attempts of a broadcast that have begun to leave: what a {@link Stop} allows. */
    public static Map<UUID, Integer> begun(Connection connection, UUID broadcast) throws SQLException {
        var begun = new HashMap<UUID, Integer>();
        try (PreparedStatement statement =
                connection.prepareStatement("select id, attempt from message where broadcast_id = ? and attempt > 0")) {
            statement.setObject(1, broadcast);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    begun.put(uuid(rows, 1), rows.getInt(2));
                }
            }
        }
        return begun;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                uuid(row, 1),
                uuid(row, 2),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5),
                row.getInt(6));
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, Collection<UUID> tenants, Reader reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            var array = connection.createArrayOf("uuid", tenants.toArray());
            for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                statement.setArray(i, array);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static UUID uuid(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, UUID.class));
    }
}
