package ai.tulia.messaging.api.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.idempotency.ExpiredIdempotencyKeys;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An erasure is accepted, and from then on nobody finds the customer, and nothing is sent; what one withdrew stays so. */
class ErasureTest extends ApiTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger(2_000);

    private final TestApi.Tenant tenant = tenant();
    private final String number = "+1415555" + NUMBERS.incrementAndGet();
    private final String customer = made(tenant, number).text("id");

    @Test
    void fromThenOnNobodyFindsTheCustomerAndWhatWaitsIsCanceled() {
        String message = scheduled();

        Answer accepted = erase();

        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        assertThat(accepted.text("customer_id")).isEqualTo(customer);
        assertThat(accepted.text("state")).isEqualTo("pending");
        assertThat(get("/v1/messages/" + message).text("state")).isEqualTo("canceled");
        for (String path : new String[] {"", "/consents", "/addresses", "/conversation", "/export"}) {
            assertThat(get("/v1/customers/" + customer + path).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(call("PATCH", "/v1/customers/" + customer, "{\"name\": \"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(get("/v1/customers").json().path("items")).isEmpty();
        assertThat(get("/v1/customers?name=ana").json().path("items")).isEmpty();
        assertThat(get("/v1/messages/" + message + "?include=customer").status())
                .isEqualTo(200);
        assertThat(send("\"customer_id\": \"" + customer + "\"").code()).isEqualTo("unknown_customer");
        assertThat(row("coalesce(phone_number, name, time_zone) is null and tags = '{}' and attributes = '{}'"))
                .isEqualTo("t");
    }

    @Test
    void askedAgainItAnswersTheSameAndIsLoggedOnce() {
        Answer first = erase();
        Answer second = erase();

        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.json()).isEqualTo(first.json());
        Answer log = get("/v1/audit-log?action=customer.erasure_requested");
        assertThat(log.json().path("items")).hasSize(1);
        assertThat(log.json().at("/items/0/subject").asString()).isEqualTo(customer);
        assertThat(log.body()).doesNotContain(number, "Ana");
    }

    @Test
    void anAnswerThatQuotesThePersonLeavesWithItsIdempotencyKeyADayLater() {
        String another = "+1415556" + NUMBERS.incrementAndGet();
        String body = "{\"phone_number\": \"" + another + "\", \"name\": \"Ana\"}";
        Answer made = api().post(tenant.key(), "/v1/customers", body, "Idempotency-Key", "quotes-her");
        assertThat(erase(made.text("id")).status()).isEqualTo(202);
        String kept = "select count(*) from idempotency_key where tenant_id = '" + tenant.id()
                + "' and response_body is not null";
        assertThat(ledger().queryText(kept)).isEqualTo("1");
        api().clock().advance(Duration.ofHours(24));
        api().bean(ExpiredIdempotencyKeys.class).remove(10_000);
        assertThat(ledger().queryText(kept)).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SENDING", "UNKNOWN"})
    void whatIsUnderWaySettlesFirst(String state) {
        String message = scheduled();
        ledger().execute("update message set state = '" + state + "', attempt = 1, waiting_reason = null where id = '"
                + message + "'");

        assertThat(erase().text("state")).isEqualTo("pending");
        assertThat(row("phone_number")).isEqualTo(number);
        assertThat(get("/v1/messages/" + message).text("state")).isEqualToIgnoringCase(state);
        assertThat(get("/v1/customers/" + customer).status()).isEqualTo(404);
        assertThat(get("/v1/customers").json().path("items")).isEmpty();
        assertThat(send("\"to\": \"" + number + "\"").code()).isEqualTo("unknown_customer");

        ledger().execute("update message set state = 'SENT', status = 'sent' where id = '" + message + "'");
        assertThat(erase().status()).isEqualTo(202);
        assertThat(row("phone_number")).isNull();
    }

    @Test
    void theNumberIsFreeForANewCustomer() {
        erase();

        Answer again = made(tenant, number);
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.text("id")).isNotEqualTo(customer);
        assertThat(consents(again.text("id"))).isEqualTo("[]");
    }

    @Test
    void whoHadOptedOutAndComesBackIsNotSentTo() {
        optOut("all");
        erase();

        String again = made(tenant, number).text("id");
        assertThat(consents(again)).contains("\"withdrawn\"", "\"erased_opt_out\"");
        assertThat(send("\"customer_id\": \"" + again + "\"").code()).isEqualTo("opted_out");
        String moved = made(tenant, "+1415555" + NUMBERS.incrementAndGet()).text("id");
        erase(again);
        call("PATCH", "/v1/customers/" + moved, "{\"phone_number\": \"" + number + "\"}");
        assertThat(send("\"customer_id\": \"" + moved + "\"").code()).isEqualTo("opted_out");
    }

    @Test
    void norByANumberInPlaceOfACustomer() {
        optOut("all");
        erase();

        Answer refused = send("\"to\": \"" + number + "\"");
        assertThat(refused.status()).as(refused.body()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("opted_out");
    }

    @Test
    void norByAFileThatGrants() {
        optOut("promotional");
        erase();

        Answer imported = api().send(
                        "POST",
                        tenant.key(),
                        "/v1/customers/import",
                        "phone_number,consent_promotional\n" + number + ",granted",
                        "Content-Type",
                        "text/csv");
        assertThat(imported.status()).as(imported.body()).isEqualTo(200);
        String again = get("/v1/customers").json().at("/items/0/id").asString();
        assertThat(consents(again))
                .contains("\"withdrawn\"", "\"erased_opt_out\"")
                .doesNotContain("\"granted\"");

        call("PUT", "/v1/customers/" + again + "/consents", "{\"type\": \"promotional\", \"state\": \"granted\"}");
        assertThat(consents(again)).contains("\"granted\"");
    }

    @Test
    void anotherTenantKnowsNothingOfIt() {
        optOut("all");
        erase();

        TestApi.Tenant other = tenant();
        Answer made = made(other, number);
        assertThat(api().get(other.key(), "/v1/customers/" + made.text("id") + "/consents")
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(ledger().queryText("select count(*) from erased_opt_out where tenant_id = '" + tenant.id() + "'"))
                .isEqualTo("1");
        assertThat(ledger().queryText("select string_agg(o::text, ' ') from erased_opt_out o"))
                .doesNotContain(number.substring(1));
    }

    @Test
    void aKeyThatWritesCustomersDoesNotErase() {
        TestApi.Tenant writer = tenant("customers:write");
        Answer refused = api().send("DELETE", writer.key(), "/v1/customers/" + customer, null);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("scope")).isEqualTo("erase");
    }

    @Test
    void whoNamesAnotherVersionErasesNothing() {
        Answer refused = api().send("DELETE", tenant.key(), "/v1/customers/" + customer, null, "If-Match", "\"77\"");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(get("/v1/customers/" + customer).status()).isEqualTo(200);
        assertThat(get("/v1/audit-log?action=customer.erasure_requested").json().path("items"))
                .isEmpty();
    }

    private static Answer made(TestApi.Tenant tenant, String number) {
        return api().post(
                        tenant.key(),
                        "/v1/customers",
                        "{\"phone_number\": \"" + number + "\", \"name\": \"Ana\", \"tags\": [\"vip\"]}");
    }

    private Answer erase() {
        return erase(customer);
    }

    private Answer erase(String id) {
        return call("DELETE", "/v1/customers/" + id, null);
    }

    private void optOut(String type) {
        Answer said = call(
                "PUT",
                "/v1/customers/" + customer + "/consents",
                "{\"type\": \"" + type + "\", \"state\": \"withdrawn\", \"proof\": \"a letter\"}");
        assertThat(said.status()).as(said.body()).isEqualTo(200);
    }

    private String scheduled() {
        Answer scheduled = api().post(
                        tenant.key(),
                        "/v1/messages/schedule",
                        "{\"customer_id\": \"" + customer + "\", \"message_type\": \"transactional\","
                                + " \"content\": \"Hello\", \"scheduled_at\": \""
                                + api().clock().instant().plusSeconds(3_600) + "\"}");
        assertThat(scheduled.status()).as(scheduled.body()).isIn(201, 202);
        return scheduled.text("message_id");
    }

    private Answer send(String to) {
        return api().post(
                        tenant.key(),
                        "/v1/messages/send",
                        "{" + to + ", \"message_type\": \"promotional\", \"content\": \"Hello\"}");
    }

    private String consents(String id) {
        return get("/v1/customers/" + id + "/consents").json().path("items").toString();
    }

    private String row(String expression) {
        return ledger().queryText("select " + expression + " from customer where id = '" + customer + "'");
    }

    private Answer get(String path) {
        return call("GET", path, null);
    }

    private Answer call(String method, String path, String json) {
        return api().send(method, tenant.key(), path, json);
    }
}
