package ai.tulia.messaging.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;

/** A tenant whose customers write to it by way of the provider. */
abstract class InboundFixture extends ApiTest {
    static final String ANA = "+4915112345678";
    static final String SENDER = "whatsapp:+14155238886";

    TestApi.Tenant tenant;
    private SignedForm webhook;
    private int number;

    @BeforeEach
    void aTenantWithAnAccount() {
        tenant = tenant();
        webhook = new SignedForm(api(), "/v1/webhooks/twilio/inbound/" + tenant.id());
        webhook.account(tenant.id(), "its-token");
    }

    /** @param more fields of the webhook; To is the tenant's sender unless it names another */
    Answer said(String from, String text, Map<String, String> more) {
        Map<String, String> form =
                new TreeMap<>(Map.of("MessageSid", "SM" + ++number, "From", from, "To", SENDER, "Body", text));
        form.putAll(more);
        Answer answer = webhook.post(form, "its-token");
        assertThat(answer.status()).as(answer.body()).isIn(200, 204);
        return answer;
    }

    String customer(String phone) {
        Answer made = api().post(tenant.key(), "/v1/customers", "{\"phone_number\": \"" + phone + "\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.text("id");
    }

    Answer send(String customer, String more) {
        return api().post(
                        tenant.key(),
                        "/v1/messages/send",
                        "{\"customer_id\": \"" + customer + "\", \"message_type\": \"transactional\"," + more
                                + " \"content\": \"On its way\"}");
    }

    Answer get(String path) {
        Answer answer = api().get(tenant.key(), path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** The customer of the only inbound message. */
    String onlyWriter() {
        return ledger().queryText(
                        "select customer_id::text from inbound_message where tenant_id = '" + tenant.id() + "'");
    }

    String count(String table) {
        return ledger().queryText("select count(*) from " + table + " where tenant_id = '" + tenant.id() + "'");
    }

    /** Changes the tenant's sender. */
    void sender(String assignments) {
        ledger().execute("update sender set " + assignments + " where tenant_id = '" + tenant.id() + "'");
    }
}
