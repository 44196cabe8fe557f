package ai.tulia.messaging.api.etag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.customer.CustomerBatch;
import ai.tulia.messaging.store.customer.CustomersByAddress;
import ai.tulia.messaging.store.customer.ImportedCustomer;
import ai.tulia.messaging.store.customer.InboundAddress;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.notice.QuotaWarnings;
import ai.tulia.messaging.store.webhook.WebhookDeliveries;
import ai.tulia.messaging.store.webhook.WebhookLane;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a file, a warning, a contact or the operator writes counts the version up like an edit, and loses to none. */
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

    @Test
    void aWarningOfTheQuotaBetweenReadingAndChangingIsSeen() {
        isSeen(
                TestApi.OPERATOR_KEY,
                "/v1/tenants/" + tenant.id(),
                "{\"name\": \"t1\"}",
                () -> api().bean(QuotaWarnings.class)
                        .check(tenant.id(), 80, 100L, api().clock().instant()));
        assertThat(ledger().queryText("select flags::text from tenant where tenant_id = '" + tenant.id() + "'"))
                .isEqualTo("{upgrade_suggested}");
    }

    @Test
    void aSuspensionBetweenReadingAndChangingIsSeen() {
        String path = "/v1/tenants/" + tenant.id();
        isSeen(
                TestApi.OPERATOR_KEY,
                path,
                "{\"name\": \"t1\"}",
                () -> assertThat(api().post(TestApi.OPERATOR_KEY, path + "/suspend", null)
                                .status())
                        .isEqualTo(200));
    }

    @Test
    void aNumberThatAContactGaveBetweenReadingAndChangingIsSeen() {
        String id = inTenant(customers -> customers
                        .findOrAdd(tenant.id(), known(null), api().clock().instant())
                        .orElseThrow())
                .customerId()
                .toString();
        isSeen(tenant.key(), "/v1/customers/" + id, "{\"name\": \"Abe\"}", () -> {
            CustomersByAddress.Linked linked = inTenant(customers -> customers.link(
                    tenant.id(), known("+14155550199"), api().clock().instant()));
            assertThat(linked).isInstanceOf(CustomersByAddress.Linked.Yes.class);
        });
        assertThat(api().get(tenant.key(), "/v1/customers/" + id).text("phone_number"))
                .isEqualTo("+14155550199");
    }

    @Test
    void anEndpointThatWasDisabledBetweenReadingAndChangingIsSeen() {
        String endpoints = "/v1/webhook-endpoints";
        String id = api().post(
                        tenant.key(),
                        endpoints,
                        "{\"url\": \"https://example.com/hooks\", \"events\": [\"message.sent\"]}")
                .text("id");
        var lane = new WebhookLane(tenant.id(), UUID.fromString(id), false);
        isSeen(
                tenant.key(),
                endpoints + "/" + id,
                "{\"description\": \"w1\"}",
                () -> api().bean(WebhookDeliveries.class)
                        .disable(lane, "gone", UUID.randomUUID(), api().clock().instant()));
        assertThat(api().get(tenant.key(), endpoints + "/" + id)
                        .json()
                        .path("enabled")
                        .asBoolean())
                .isFalse();
    }

    /** Who read before it is refused, and who reads again is not. */
    private static void isSeen(String key, String path, String change, Runnable writer) {
        String read = api().get(key, path).header("ETag");
        assertThat(read).isNotEmpty();
        writer.run();
        String now = api().get(key, path).header("ETag");
        assertThat(now).isNotEqualTo(read);
        Answer stale = api().send("PATCH", key, path, change, "If-Match", read);
        assertThat(stale.status()).as(stale.body()).isEqualTo(412);
        Answer fresh = api().send("PATCH", key, path, change, "If-Match", now);
        assertThat(fresh.status()).as(fresh.body()).isEqualTo(200);
    }

    private <T> T inTenant(Function<CustomersByAddress, T> work) {
        return api().bean(TenantTransactions.class)
                .call(tenant.id(), () -> work.apply(api().bean(CustomersByAddress.class)));
    }

    private static InboundAddress known(String number) {
        return new InboundAddress(number, "US.sql-writers", null, "");
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
