package ai.tulia.messaging.api.etag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.customer.CustomerBatch;
import ai.tulia.messaging.store.customer.ImportedCustomer;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a file or a warning writes counts the version up like an edit, and loses to none. */
class SqlWritersTest extends ApiTest {
    private TestApi.Tenant tenant;
    private String path;

    @BeforeEach
    void aCustomer() {
        tenant = tenant();
        path = "/v1/customers/"
                + api().post(tenant.key(), "/v1/customers", Editable.customer()).text("id");
    }

    @Test
    void anImportBetweenReadingAndChangingIsSeen() {
        String read = customer().header("ETag");
        send("phone_number,time_zone\n+14155550101,Africa/Accra");
        assertThat(customer().header("ETag")).isNotEqualTo(read);
        assertThat(patch("{\"name\": \"Abe\"}", "If-Match", read).status()).isEqualTo(412);
        assertThat(customer().text("name")).isEqualTo("Ana");
        assertThat(customer().text("time_zone")).isEqualTo("Africa/Accra");
    }

    @Test
    void anImportThatSaysNothingNewIsNoChange() {
        String read = customer().header("ETag");
        send("phone_number,name\n+14155550101,Ana");
        assertThat(customer().header("ETag")).isEqualTo(read);
    }

    @Test
    void aChangeThatWaitsForAnImportKeepsWhatItWrote() throws Exception {
        Answer changed = whileImporting("{\"name\": \"Abe\"}");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.text("name")).isEqualTo("Abe");
        assertThat(changed.text("time_zone")).isEqualTo("Africa/Accra");
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(customer().body()).isEqualTo(changed.body());
    }

    @Test
    void aChangeThatWaitsForAnImportIsNotMadeToWhatItsCallerDidNotRead() throws Exception {
        Answer refused =
                whileImporting("{\"name\": \"Abe\"}", "If-Match", customer().header("ETag"));
        assertThat(refused.status()).isEqualTo(412);
        assertThat(customer().text("name")).isEqualTo("Ana");
    }

    private Answer whileImporting(String patch, String... headers) throws Exception {
        var row = new ImportedCustomer(2, "+14155550101", null, "Africa/Accra", List.of(), Map.of(), Map.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return api().bean(TenantTransactions.class)
                    .call(tenant.id(), () -> {
                        api().bean(CustomerBatch.class)
                                .store(
                                        tenant.id(),
                                        List.of(row),
                                        Channel.WHATSAPP,
                                        "import",
                                        api().clock().instant());
                        var waiting = threads.submit(() -> patch(patch, headers));
                        await("the change to wait for the import")
                                .until(() -> ledger().queryText("select count(*) from pg_stat_activity where datname ="
                                                + " current_database() and wait_event_type = 'Lock'")
                                        .equals("1"));
                        return waiting;
                    })
                    .get();
        }
    }

    private Answer customer() {
        return api().get(tenant.key(), path);
    }

    private Answer patch(String json, String... headers) {
        return api().send("PATCH", tenant.key(), path, json, headers);
    }

    private void send(String csv) {
        Answer answer = api().post(tenant.key(), "/v1/customers/import", csv, "Content-Type", "text/csv");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
