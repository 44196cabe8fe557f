package ai.tulia.messaging.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What customers write to a suspended tenant, and what the provider reports of it, is taken all the same. */
class SuspendedTenantWebhooksTest extends InboundFixture {
    @Test
    void aStopHoldsAndIsAnswered() {
        String ana = customer(ANA);
        suspended("now()");

        Answer answer = said("whatsapp:" + ANA, "STOP", Map.of());

        assertThat(answer.body()).contains("<Message>");
        assertThat(get("/v1/customers/" + ana + "/consents").body())
                .contains("\"type\":\"all\",\"state\":\"withdrawn\"");
        suspended("null");
        assertThat(send(ana, "").code()).isEqualTo("opted_out");
    }

    @Test
    void statusCallbacksAreStored() {
        suspended("now()");
        var callback = new SignedForm(api(), "/v1/webhooks/twilio/" + tenant.id() + "/" + UUID.randomUUID() + "/1");
        var form = Map.of(
                "AccountSid", "AC00000000000000000000000000000001", "MessageSid", "SM1", "MessageStatus", "delivered");
        assertThat(callback.post(form, "its-token").status()).isEqualTo(204);
        assertThat(count("provider_callback")).isEqualTo("1");
    }

    private void suspended(String since) {
        ledger().execute("update tenant set suspended_at = " + since + " where tenant_id = '" + tenant.id() + "'");
    }
}
