package ai.tulia.messaging.api.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.secret.SecretBox;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Everything that is held of a customer comes in one answer, however much it is. */
class CustomerExportTest extends ApiTest {
    private static final int MANY = 1_203;

    private final TestApi.Tenant tenant = tenant();
    private final String customer = api().post(
                    tenant.key(),
                    "/v1/customers",
                    "{\"phone_number\": \"+14155553001\", \"name\": \"Ana\", \"attributes\": {\"city\": \"Lima\"}}")
            .text("id");

    @Test
    void itHasAllThatIsHeldOfTheCustomerAndNothingOfAnother() {
        call("PUT", "/consents", "{\"type\": \"promotional\", \"state\": \"granted\", \"source\": \"web\"}");
        call("PUT", "/consents", "{\"type\": \"promotional\", \"state\": \"withdrawn\", \"proof\": \"letter 7\"}");
        messages(customer, 3);
        String review = wrote("Please stop it");
        api().post(tenant.key(), "/v1/customers", "{\"phone_number\": \"+14155553002\", \"name\": \"Bob\"}");

        Answer answer = call("GET", "/export", null);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        JsonNode all = answer.json();
        assertThat(all.at("/customer/attributes/city").asString()).isEqualTo("Lima");
        assertThat(all.at("/addresses/0/address").asString()).isEqualTo("+14155553001");
        assertThat(all.at("/consents/0/state").asString()).isEqualTo("withdrawn");
        assertThat(all.path("consent_history")).hasSize(2);
        assertThat(all.path("sessions")).hasSize(1);
        assertThat(all.at("/lists/0/attributes/code").asString()).isEqualTo("A1");
        assertThat(all.path("messages")).hasSize(3);
        assertThat(all.at("/messages/0/content").asString()).isEqualTo("Hello 3");
        assertThat(all.at("/messages/0/events/0/kind").asString()).isEqualTo("accepted");
        assertThat(all.at("/messages/0/events/1/kind").asString()).isEqualTo("provider_accepted");
        assertThat(all.at("/inbound/0/content").asString()).isEqualTo("Please stop it");
        assertThat(all.at("/inbound/0/review/state").asString()).isEqualTo("pending");
        assertThat(all.at("/inbound/0/id").asString()).isEqualTo(review);
        assertThat(answer.body()).doesNotContain("Bob", "+14155553002");

        JsonNode log = api().get(tenant.key(), "/v1/audit-log?action=customer.exported")
                .json()
                .path("items");
        assertThat(log).hasSize(1);
        assertThat(log.at("/0/subject").asString()).isEqualTo(customer);
    }

    @Test
    void itComesInPagesAndIsWhole() {
        messages(customer, MANY);

        JsonNode messages = call("GET", "/export", null).json().path("messages");

        assertThat(messages).hasSize(MANY);
        assertThat(messages.valueStream()
                        .map(message -> message.path("message_id").asString())
                        .distinct())
                .hasSize(MANY);
        assertThat(messages)
                .allSatisfy(message -> assertThat(message.path("events")).hasSize(2));
    }

    @Test
    void aKeyThatReadsCustomersDoesNotExport() {
        TestApi.Tenant reader = tenant("customers:read", "messages:read");
        Answer refused = api().get(reader.key(), "/v1/customers/" + customer + "/export");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("scope")).isEqualTo("export");
    }

    private Answer call(String method, String path, String json) {
        return api().send(method, tenant.key(), "/v1/customers/" + customer + path, json);
    }

    private void messages(String to, int count) {
        ledger().execute(
                        "insert into message (tenant_id, id, customer_id, message_type, channel, status, state, attempt,"
                                + " over_limit, expires_at, body, provider_msg_id, created_at, sent_at, changed_at) select '"
                                + tenant.id()
                                + "', uuidv7(), '" + to
                                + "', 'transactional', 'whatsapp', 'sent', 'SENT', 1, 'DEFER', now(), 'Hello '"
                                + " || n, 'SM' || n, now(), now(), now() from generate_series(1, " + count + ") n");
        ledger().execute("insert into message_event (tenant_id, message_id, at, kind, attempt) select tenant_id, id,"
                + " changed_at, 'provider_accepted', 1 from message where customer_id = '" + to + "'");
    }

    /** With a session and a place on a list. @return the id of what the customer wrote */
    private String wrote(String text) {
        String id = UUID.randomUUID().toString();
        byte[] sealed = api().bean(SecretBox.class).seal(tenant.id(), "inbound_message.body", text);
        ledger().execute(
                        "insert into inbound_message (tenant_id, id, provider_msg_id, customer_id, channel, sender, body,"
                                + " received_at) values ('" + tenant.id() + "', '" + id + "', 'SM" + id + "', '"
                                + customer
                                + "', 'whatsapp', 'whatsapp:+14155553001', '\\x"
                                + HexFormat.of().formatHex(sealed) + "', now())");
        ledger().execute("insert into opt_out_review (tenant_id, inbound_id) values ('" + tenant.id() + "', '" + id
                + "')");
        ledger().execute("insert into whatsapp_session (tenant_id, customer_id, sender, last_inbound_at) values ('"
                + tenant.id() + "', '" + customer + "', 'whatsapp:+14155238886', now())");
        String broadcast = UUID.randomUUID().toString();
        ledger().execute("insert into broadcast (tenant_id, id, name, message_type, channel, status, content, audience,"
                + " created_at, changed_at) values ('" + tenant.id() + "', '" + broadcast
                + "', 'list', 'transactional', 'whatsapp', 'draft', 'News', 'list', now(), now())");
        ledger().execute("insert into broadcast_recipient (tenant_id, broadcast_id, customer_id, attributes) values ('"
                + tenant.id() + "', '" + broadcast + "', '" + customer + "', '{\"code\": \"A1\"}')");
        return id;
    }
}
