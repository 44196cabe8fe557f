package ai.tulia.messaging.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.tulia.messaging.store.testing.TestLedger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What roles beside the app may read and write, by columns. */
class RoleColumnsTest {
    private static TestLedger ledger;

    @BeforeAll
    static void fresh() {
        ledger = TestLedger.fresh();
    }

    @Test
    void theOperatorReadsOfTextsAndEndpointsOnlyWhatIsSealed() throws SQLException {
        try (var operator = connect("tulia_operator", "operator")) {
            for (String sql : List.of(
                    "select sender from inbound_message",
                    "select url from webhook_endpoint",
                    "update webhook_endpoint set url = 'https://example.com'",
                    "delete from inbound_message",
                    "select body from message")) {
                assertThatThrownBy(() -> operator.createStatement().execute(sql))
                        .as(sql)
                        .hasMessageContaining("permission denied");
            }
            assertThat(strings(operator, "select body::text from inbound_message"))
                    .isEmpty();
        }
    }

    /** By columns: what a statement does not name it cannot read, and nothing of a message can it write. */
    @Test
    void theOperatorReadsOfMessagesIdsStatesAndTimesAlone() throws SQLException {
        try (var operator = connect("tulia_operator", "operator")) {
            assertThat(strings(operator, """
                            select column_name from information_schema.column_privileges
                            where grantee = 'tulia_operator' and table_name = 'message' and privilege_type = 'SELECT'"""))
                    .contains("tenant_id", "id", "state", "waiting_reason", "failure_code", "changed_at")
                    .doesNotContain(
                            "body", "context", "content_variables", "metadata", "failure_detail", "scheduled_zone");
            assertThat(strings(operator, "select id::text from message where state = 'WAITING'"))
                    .isEmpty();
            for (String sql : List.of(
                    "select * from message",
                    "select metadata from message",
                    "select failure_detail from message",
                    "update message set state = 'CANCELED'",
                    "delete from message",
                    "update message_event set kind = 'x'",
                    "select content from broadcast",
                    "update broadcast set status = 'canceled'",
                    "delete from unknown_attempt",
                    "select id from customer",
                    "select id from consent_event",
                    "select user_id from whatsapp_user",
                    "select form from provider_callback",
                    "select content from template_version")) {
                assertThatThrownBy(() -> operator.createStatement().execute(sql))
                        .as(sql)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void theSweeperReadsNoNumbersAndNoTexts() throws SQLException {
        try (var sweeper = connect("tulia_sweeper", "sweeper")) {
            for (String sql : List.of("select body from message", "select phone_number from customer")) {
                assertThatThrownBy(() -> sweeper.createStatement().executeQuery(sql))
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
