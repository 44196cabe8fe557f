package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.store.testing.TestLedger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Raw SQL as the app role sees one tenant or nothing. */
class RowSecurityTest {
    private static final List<String> SHARED_TABLES =
            List.of("tier", "sender_pace", "sweep_position", "flyway_schema_history");
    private static TestLedger ledger;
    private static UUID a;
    private static UUID b;

    @BeforeAll
    static void twoTenants() {
        ledger = TestLedger.fresh();
        a = ledger.tenant("a");
        b = ledger.tenant("b");
    }

    @Test
    void everyTenantTableForcesRowSecurityAndLeadsItsKeyWithTheTenant() throws SQLException {
        try (var owner = connect("tulia_owner", "owner")) {
            var unforced = strings(owner, """
                    select relname from pg_class c join pg_namespace n on n.oid = relnamespace
                    where nspname = 'public' and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)""");
            assertThat(unforced).containsExactlyInAnyOrderElementsOf(SHARED_TABLES);
            var keys = strings(owner, """
                    select c.relname from pg_index i join pg_class c on c.oid = i.indrelid
                    join pg_namespace n on n.oid = c.relnamespace
                    join pg_attribute k on k.attrelid = c.oid and k.attnum = i.indkey[0]
                    where nspname = 'public' and indisprimary and k.attname <> 'tenant_id'""");
            assertThat(keys).containsExactlyInAnyOrderElementsOf(SHARED_TABLES);
        }
    }

    @Test
    void noRoleIsSuperuserOrStepsOverRowSecurity() throws SQLException {
        try (var owner = connect("tulia_owner", "owner")) {
            assertThat(strings(
                            owner,
                            "select rolname from pg_roles where rolname like 'tulia%'"
                                    + " and (rolsuper or rolbypassrls or rolcreaterole)"))
                    .isEmpty();
        }
    }

    @Test
    void theAppSeesNothingWithoutATenantAndOnlyItsOwnWithOne() throws SQLException {
        try (var app = connect("tulia_app", "app")) {
            app.setAutoCommit(false);
            assertThat(strings(app, "select tenant_id::text from tenant")).isEmpty();
            strings(app, "select set_config('tulia.tenant_id', '" + a + "', true)");
            assertThat(strings(app, "select tenant_id::text from tenant")).containsExactly(a.toString());
            app.commit();
            assertThat(strings(app, "select tenant_id::text from tenant")).isEmpty();
        }
    }

    /** Its owner reads the table for it: what is seen through it must be the transaction's tenant's all the same. */
    @Test
    void aSearchOfCustomersSeesOneTenantOrNothing() throws SQLException {
        for (UUID tenant : List.of(a, b)) {
            ledger.execute("insert into customer (tenant_id, id, phone_number, name, created_at, updated_at) values ('"
                    + tenant + "', gen_random_uuid(), '+4915112345678', 'Ana', now(), now())");
        }
        String search = "select tenant_id::text from searchable_customer where name ilike '%ana%'";
        try (var app = connect("tulia_app", "app")) {
            app.setAutoCommit(false);
            assertThat(strings(app, search)).isEmpty();
            strings(app, "select set_config('tulia.tenant_id', '" + a + "', true)");
            assertThat(strings(app, search)).containsExactly(a.toString());
            assertThat(strings(app, search + " and tenant_id = '" + b + "'")).isEmpty();
            app.commit();
            assertThat(strings(app, search)).isEmpty();
            assertThatThrownBy(() -> app.createStatement().execute("update searchable_customer set name = 'x'"))
                    .hasMessageContaining("permission denied");
        }
        for (String other : List.of("operator", "sweeper", "eraser")) {
            try (var connection = connect("tulia_" + other, other)) {
                assertThatThrownBy(() -> strings(connection, search)).hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void inEveryTenantTableTheAppSeesRowsOfItsTenantAlone() throws SQLException {
        UUID c = ledger.tenant("c");
        var tables = RowInEveryTable.of(ledger, c);
        assertThat(tables).hasSizeGreaterThan(40).contains("tenant", "message", "customer", "api_key", "audit_log");
        try (var app = connect("tulia_app", "app")) {
            app.setAutoCommit(false);
            assertThat(tablesWithRows(app, tables, c)).isEmpty();
            strings(app, "select set_config('tulia.tenant_id', '" + a + "', true)");
            assertThat(tablesWithRows(app, tables, c)).isEmpty();
            strings(app, "select set_config('tulia.tenant_id', '" + c + "', true)");
            assertThat(tablesWithRows(app, tables, c)).containsExactlyElementsOf(tables);
        }
    }

    private static List<String> tablesWithRows(Connection app, List<String> tables, UUID tenant) throws SQLException {
        var found = new ArrayList<String>();
        for (String table : tables) {
            String sql = "select count(*) from \"" + table + "\" where tenant_id = '" + tenant + "'";
            if (!strings(app, sql).contains("0")) {
                found.add(table);
            }
        }
        return found;
    }

    @Test
    void theAppCannotWriteForAnotherTenant() throws SQLException {
        try (var app = connect("tulia_app", "app")) {
            app.setAutoCommit(false);
            strings(app, "select set_config('tulia.tenant_id', '" + a + "', true)");
            String insert = "insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + b
                    + "', gen_random_uuid(), '+4915112345678', now(), now())";
            assertThatThrownBy(() -> app.createStatement().execute(insert)).hasMessageContaining("row-level security");
        }
    }

    @Test
    void historiesAreAppendOnly() throws SQLException {
        try (var app = connect("tulia_app", "app")) {
            for (String table : List.of("message_event", "consent_event")) {
                assertThatThrownBy(() -> app.createStatement().execute("delete from " + table))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> app.createStatement().execute("update " + table + " set id = default"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void noRoleMayChangeOrRemoveWhatTheAuditLogSays() throws SQLException {
        for (String role : List.of("app", "operator", "sweeper", "eraser")) {
            try (var connection = connect("tulia_" + role, role)) {
                for (String sql : List.of(
                        "delete from audit_log",
                        "update audit_log set at = now()",
                        "truncate audit_log",
                        "drop table audit_log")) {
                    assertThatThrownBy(() -> connection.createStatement().execute(sql))
                            .as(role + ": " + sql)
                            .isInstanceOf(SQLException.class)
                            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
                }
            }
        }
    }

    @Test
    void anAuditLogIsSeenByItsTenantAndTheOperatorAlone() throws SQLException {
        String insert = "insert into audit_log (tenant_id, id, at, action, actor) values ('";
        String rest = "', gen_random_uuid(), now(), 'tenant.changed', 'operator')";
        try (var operator = connect("tulia_operator", "operator");
                var app = connect("tulia_app", "app")) {
            operator.createStatement().execute(insert + a + rest);
            operator.createStatement().execute(insert + b + rest);
            assertThat(strings(operator, "select tenant_id::text from audit_log"))
                    .contains(a.toString(), b.toString());
            app.setAutoCommit(false);
            assertThat(strings(app, "select tenant_id::text from audit_log")).isEmpty();
            strings(app, "select set_config('tulia.tenant_id', '" + a + "', true)");
            assertThat(strings(app, "select tenant_id::text from audit_log")).containsExactly(a.toString());
            assertThatThrownBy(() -> app.createStatement().execute(insert + b + rest))
                    .hasMessageContaining("row-level security");
        }
        for (String role : List.of("sweeper", "eraser")) {
            try (var connection = connect("tulia_" + role, role)) {
                assertThatThrownBy(() -> strings(connection, "select id::text from audit_log"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void ofErasedCustomersTheAppSeesAndKeepsWhatIsItsTenantsAlone() throws SQLException {
        for (UUID tenant : List.of(a, b)) {
            ledger.execute("insert into erased_opt_out (tenant_id, address_hash, channel, type, kept_at) values ('"
                    + tenant + "', '\\x01', 'sms', 'all', now())");
            ledger.execute("insert into erased_opt_out_key (tenant_id, key) values ('" + tenant + "', '\\x02')");
            ledger.execute("insert into provider_copy (tenant_id, provider_msg_id, customer_id) values ('" + tenant
                    + "', 'SM1', gen_random_uuid())");
        }
        try (var app = connect("tulia_app", "app")) {
            app.setAutoCommit(false);
            for (String table : List.of("erased_opt_out", "erased_opt_out_key", "provider_copy", "customer_erasure")) {
                assertThat(strings(app, "select tenant_id::text from " + table)).isEmpty();
            }
            strings(app, "select set_config('tulia.tenant_id', '" + a + "', true)");
            for (String table : List.of("erased_opt_out", "erased_opt_out_key", "provider_copy")) {
                assertThat(strings(app, "select tenant_id::text from " + table)).containsExactly(a.toString());
            }
            assertThatThrownBy(() -> app.createStatement().execute("update erased_opt_out set channel = 'x'"))
                    .hasMessageContaining("permission denied");
        }
        for (String other : List.of("sweeper", "eraser")) {
            try (var connection = connect("tulia_" + other, other)) {
                assertThatThrownBy(() -> strings(connection, "select key::text from erased_opt_out_key"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    private static Connection connect(String role, String password) throws SQLException {
        return DriverManager.getConnection(ledger.url(), role, password);
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
