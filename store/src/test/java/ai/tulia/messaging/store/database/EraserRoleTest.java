package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.store.testing.OwnPostgres;
import ai.tulia.messaging.store.testing.TestLedger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The app removes nothing from the ledger; the eraser removes what is final, of one tenant, and may do nothing else. */
class EraserRoleTest {
    private static TestLedger ledger;
    private static UUID tenant;

    @BeforeAll
    static void messages() {
        ledger = TestLedger.fresh();
        tenant = ledger.tenant("a");
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', gen_random_uuid(), '+4915100000001', now(), now())");
        ledger.execute("insert into message (tenant_id, id, customer_id, message_type, channel, status, state,"
                + " over_limit, expires_at, body, created_at, changed_at) select tenant_id, gen_random_uuid(), id,"
                + " 'transactional', 'whatsapp', status, state, 'DEFER', now(), 'Hello', now(), now() from customer,"
                + " (values ('pending', 'WAITING'), ('sent', 'SENT')) s (status, state)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from message",
                "delete from message_event",
                "delete from notice",
                "delete from provider_callback",
                "delete from inbound_message",
                "delete from broadcast",
                "delete from consent_event",
                "delete from whatsapp_user",
                "delete from customer_erasure",
                "delete from erased_opt_out"
            })
    void theAppRemovesNothing(String sql) throws SQLException {
        try (var app = connect("tulia_app", "app")) {
            assertThatThrownBy(() -> app.createStatement().execute(sql)).hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update message set state = 'FAILED'",
                "update message set status = 'failed'",
                "update message_event set kind = 'x'",
                "update broadcast set status = 'running'",
                "insert into message (tenant_id) values (gen_random_uuid())",
                "select body from message",
                "select context from message",
                "select body from inbound_message",
                "select form from provider_callback",
                "select phone_number from customer",
                "select auth_token from provider_account",
                "select secret from webhook_endpoint",
                "select secret_hash from api_key",
                "select proof from consent_event",
                "select detail from message_event",
                "select value from message_metadata",
                "select user_id from whatsapp_user",
                "select address_hash from erased_opt_out",
                "update customer set anonymized_at = now()",
                "update consent set state = 'granted'",
                "delete from customer",
                "delete from customer_erasure",
                "delete from broadcast",
                "delete from broadcast_count",
                "delete from tenant",
                "update tenant set retention_content_days = 1"
            })
    void theEraserMayDoNothingElse(String sql) throws SQLException {
        try (var eraser = eraser()) {
            assertThatThrownBy(() -> eraser.createStatement().execute(sql)).hasMessageContaining("permission denied");
        }
    }

    @Test
    void theEraserEmptiesTextsOfFinalMessagesAndWritesNone() throws SQLException {
        try (var eraser = eraser();
                var sql = eraser.createStatement()) {
            assertThatThrownBy(() -> sql.executeUpdate("update message set body = 'other', content_removed_at = now()"))
                    .hasMessageContaining("row-level security");
            eraser.rollback();
            name(eraser, tenant);
            assertThat(sql.executeUpdate("update message set body = null, content_removed_at = now()"))
                    .isOne();
            assertThat(sql.executeUpdate("delete from message")).isOne();
            eraser.rollback();
        }
    }

    @Test
    void theEraserSeesNothingWithoutATenantAndNothingOfAnother() throws SQLException {
        try (var eraser = connect("tulia_eraser", "eraser");
                var sql = eraser.createStatement()) {
            eraser.setAutoCommit(false);
            assertThat(sql.executeUpdate("delete from message")).isZero();
            name(eraser, UUID.randomUUID());
            assertThat(sql.executeUpdate("delete from message")).isZero();
            eraser.rollback();
        }
    }

    @Test
    void theEraserRemovesConsentsAndAddressesOfErasedCustomersAlone() throws SQLException {
        UUID mine = ledger.tenant("erased");
        UUID other = ledger.tenant("other");
        for (UUID each : new UUID[] {mine, other}) {
            ledger.execute("insert into customer (tenant_id, id, anonymized_at, created_at, updated_at) select '" + each
                    + "', gen_random_uuid(), at, now(), now() from (values (now()), (null)) c (at)");
            for (String rows : new String[] {
                "consent (tenant_id, customer_id, channel, type, state, recorded_at)",
                "consent_event (tenant_id, customer_id, channel, type, state, recorded_at)"
            }) {
                ledger.execute("insert into " + rows + " select tenant_id, id, 'whatsapp', 'all', 'withdrawn', now()"
                        + " from customer where tenant_id = '" + each + "'");
            }
            ledger.execute(
                    "insert into whatsapp_user (tenant_id, portfolio, user_id, customer_id, source, first_seen_at)"
                            + " select tenant_id, '', id::text, id, 'inbound', now() from customer where tenant_id = '"
                            + each
                            + "'");
            ledger.execute("insert into whatsapp_session (tenant_id, customer_id, sender, last_inbound_at) select"
                    + " tenant_id, id, 'whatsapp:+1', now() from customer where tenant_id = '" + each + "'");
        }
        try (var eraser = connect("tulia_eraser", "eraser");
                var sql = eraser.createStatement()) {
            eraser.setAutoCommit(false);
            name(eraser, mine);
            for (String table : new String[] {"consent", "consent_event", "whatsapp_user", "whatsapp_session"}) {
                assertThat(sql.executeUpdate("delete from " + table)).as(table).isOne();
            }
            eraser.rollback();
        }
    }

    @Test
    void aMigrationWithoutTheRoleStopsWithTheSqlToRun(@TempDir Path directory) throws SQLException {
        try (var server = OwnPostgres.start(directory)) {
            var database = server.freshDatabase("ledger");
            DatabaseBootstrap.prepare(
                    database.url(),
                    database.superuser(),
                    database.superuserPassword(),
                    new DatabaseBootstrap.Passwords("owner", "app", "operator", "sweeper", "eraser"));
            try (var superuser = DriverManager.getConnection(
                            database.url(), database.superuser(), database.superuserPassword());
                    var sql = superuser.createStatement()) {
                sql.execute("drop owned by tulia_eraser");
                sql.execute("drop role tulia_eraser");
                assertThatThrownBy(() -> LedgerMigration.migrate(database.url(), "owner"))
                        .hasMessageContaining("create role tulia_eraser login nosuperuser nobypassrls")
                        .hasMessageContaining("grant usage on schema public to tulia_eraser");
                sql.execute(
                        "create role tulia_eraser login nosuperuser nobypassrls nocreatedb nocreaterole password 'e'");
                sql.execute("grant connect on database ledger to tulia_eraser");
                sql.execute("grant usage on schema public to tulia_eraser");
            }
            LedgerMigration.migrate(database.url(), "owner");
        }
    }

    private static Connection eraser() throws SQLException {
        Connection eraser = connect("tulia_eraser", "eraser");
        eraser.setAutoCommit(false);
        name(eraser, tenant);
        return eraser;
    }

    private static void name(Connection connection, UUID of) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute("select set_config('tulia.tenant_id', '" + of + "', true)");
        }
    }

    private static Connection connect(String role, String password) throws SQLException {
        return DriverManager.getConnection(ledger.url(), role, password);
    }
}
