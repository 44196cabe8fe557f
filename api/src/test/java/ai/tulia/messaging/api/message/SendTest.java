package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of an immediate send at acceptance. */
class SendTest extends MessageTest {
    private static final String HELLO = "'content': 'Hello', 'message_type': 'transactional'";

    @Test
    void isAccepted202AndKeptWhereOnlyAWorkerCanSendIt() {
        Shop shop = shop();
        UUID customer = shop.customer();
        Answer answer = shop.send(field("customer_id", customer) + "," + HELLO + ", 'metadata': {'order': 17}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("pending");
        assertThat(answer.text("state")).isEqualTo("accepted");
        assertThat(answer.header("Location")).isEqualTo("/v1/messages/" + answer.text("message_id"));

        shop.awaitWorkflow(answer);

        Answer read = shop.get(answer.header("Location"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(answer.json());
        assertThat(read.text("content")).isEqualTo("Hello");
        assertThat(read.text("customer_id")).isEqualTo(customer.toString());
        assertThat(read.json().at("/metadata/order").asInt()).isEqualTo(17);
        assertThat(Instant.parse(read.text("expires_at")))
                .isEqualTo(Instant.parse(read.text("created_at")).plus(Duration.ofHours(24)));
    }

    @Test
    void waitsFor202WithReasonAndTimeInQuietHours() {
        now(Instant.parse("2027-01-15T21:30:00Z"));
        Shop shop = shop().quietHours("21:00", "08:00");
        Answer answer = shop.send(field("customer_id", shop.customer("Europe/Berlin"))
                + ", 'content': 'Offer', 'message_type': 'promotional'");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.text("state")).isEqualTo("waiting");
        assertThat(answer.text("waiting_reason")).isEqualTo("quiet_hours");
        assertThat(answer.text("wake_at")).isEqualTo("2027-01-16T07:00:00.000Z");
        shop.awaitWorkflow(answer);
    }

    @Test
    void withoutConsentIsRefused403AndLeavesItsRowAndEvents() {
        Shop shop = shop();
        Answer answer = shop.send(field("customer_id", shop.strangerWithoutConsent())
                + ", 'content': 'Offer', 'message_type': 'promotional'");
        assertRefused(shop, answer, "consent_missing");
    }

    @Test
    void afterAWithdrawalIsRefused403() {
        Shop shop = shop();
        UUID customer = shop.customer();
        shop.consent(customer, ConsentType.TRANSACTIONAL, ConsentState.WITHDRAWN);
        assertRefused(shop, shop.send(field("customer_id", customer) + "," + HELLO), "consent_withdrawn");
    }

    @ParameterizedTest
    @EnumSource(ai.tulia.messaging.domain.message.MessageType.class)
    void afterAnOptOutEveryTypeIsRefused403(ai.tulia.messaging.domain.message.MessageType type) {
        Shop shop = shop();
        UUID customer = shop.customer();
        shop.consent(customer, ConsentType.ALL, ConsentState.WITHDRAWN);
        Answer answer =
                shop.send(field("customer_id", customer) + ", 'content': 'Hi'," + field("message_type", type.code()));
        assertRefused(shop, answer, "opted_out");
    }

    private static void assertRefused(Shop shop, Answer answer, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.text("state")).isEqualTo("refused");
        Answer row = shop.get("/v1/messages/" + answer.text("message_id"));
        assertThat(row.text("status")).isEqualTo("failed");
        assertThat(row.text("state")).isEqualTo("refused");
        assertThat(row.json().at("/failure/code").asString()).isEqualTo(code);
    }
}
