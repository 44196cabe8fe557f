package ai.tulia.messaging.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WhatsApp's session: free text goes for 24 h after the customer wrote, to the sender that was written to. */
class SessionTest extends InboundFixture {
    private String ana;

    @BeforeEach
    void aSenderBoundByTheRule() {
        sender("session_rule = true");
        ana = customer(ANA);
    }

    @Test
    void freeTextIsRefusedBeforeTheCustomerWroteAndGoesAfter() {
        Answer refused = send(ana, "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("template_needed");
        assertThat(refused.body()).contains("\"hint\"");

        said("whatsapp:" + ANA, "Hello", Map.of());
        assertThat(send(ana, "").status()).isLessThan(300);
    }

    @Test
    void whatIsScheduledPastItsEndIsRefusedAtOnce() {
        said("whatsapp:" + ANA, "Hello", Map.of());
        assertThat(scheduled(Duration.ofHours(23)).status()).isEqualTo(201);
        assertThat(scheduled(Duration.ofHours(25)).text("code")).isEqualTo("template_needed");
    }

    @Test
    void anotherSenderHasASessionOfItsOwn() {
        said("whatsapp:" + ANA, "Hello", Map.of("To", "whatsapp:+14155550199"));
        assertThat(send(ana, "").text("code")).isEqualTo("template_needed");
    }

    @Test
    void explainShowsTheSession() {
        said("whatsapp:" + ANA, "Hello", Map.of());
        Answer explained = api().post(
                        tenant.key(),
                        "/v1/messages/explain",
                        "{\"customer_id\": \"" + ana
                                + "\", \"message_type\": \"transactional\", \"content\": \"On its way\"}");
        assertThat(explained.status()).as(explained.body()).isEqualTo(200);
        assertThat(explained.body()).contains("\"session\"", "\"last_inbound_at\"");
    }

    @Test
    void smsHasNone() {
        ledger().execute("insert into sender (tenant_id, address, channel, position, keyword_replies) values ('"
                + tenant.id() + "', '+14155238886', 'sms', 1, false)");
        assertThat(send(ana, "\"channel\": \"sms\",").status()).isLessThan(300);
    }

    private Answer scheduled(Duration ahead) {
        return api().post(
                        tenant.key(),
                        "/v1/messages/schedule",
                        "{\"customer_id\": \"" + ana
                                + "\", \"message_type\": \"transactional\", \"content\": \"Later\","
                                + " \"scheduled_at\": \""
                                + api().clock().instant().plus(ahead) + "\"}");
    }
}
