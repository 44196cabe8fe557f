package ai.tulia.messaging.store.retention;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.testing.TestLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whoever adds a table says what becomes of it when a customer is erased. */
class ErasureDocumentTest {
    @Test
    void everyTableIsNamedWithWhatBecomesOfIt() throws IOException {
        String operations = Files.readString(Path.of("..", "docs", "operations.md"));
        int from = operations.indexOf("## Erasing a customer");
        String erasing = operations.substring(from, operations.indexOf("\n## ", from));
        String tables = TestLedger.fresh()
                .queryText("select string_agg(table_name, ' ') from information_schema.tables"
                        + " where table_schema = 'public' and table_type = 'BASE TABLE'");
        assertThat(tables.split(" ")).allSatisfy(table -> assertThat(erasing).contains("`" + table + "`"));
    }

    /** Each column that can hold words, by the tables that have any of a customer. */
    @Test
    void everyColumnThatMayHoldWordsOfACustomerIsNamed() throws IOException {
        String operations = Files.readString(Path.of("..", "docs", "operations.md"));
        String columns = TestLedger.fresh()
                .queryText(
                        "select string_agg(column_name, ' ') from information_schema.columns where table_schema = 'public'"
                                + " and data_type in ('jsonb', 'bytea') and table_name in ('customer', 'consent', 'consent_event',"
                                + " 'message', 'message_event', 'provider_callback', 'inbound_message', 'broadcast_recipient',"
                                + " 'idempotency_key', 'erased_opt_out', 'webhook_delivery') and column_name not like '%hash'");
        assertThat(columns.split(" "))
                .allSatisfy(column -> assertThat(operations).contains("`" + column + "`"));
    }
}
