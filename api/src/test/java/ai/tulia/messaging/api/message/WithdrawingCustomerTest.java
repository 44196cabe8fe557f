package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A customer for whom messages wait, and who takes a consent back. */
abstract class WithdrawingCustomerTest extends MessageTest {
    final Shop shop = shop();
    final UUID ana = shop.customer();
    final Instant at = now().plus(Duration.ofHours(3));
    final Claims claims = new Claims(shop, at.plusSeconds(1));

    MessageRef promotion() {
        return scheduled(ana, MessageType.PROMOTIONAL);
    }

    MessageRef scheduled(UUID customer, MessageType type) {
        MessageRef message = shop.ref(shop.schedule(field("customer_id", customer) + ", 'content': 'Hello', "
                + field("message_type", type.code()) + ", " + field("scheduled_at", at)));
        shop.awaitWorkflow(message);
        return message;
    }

    Answer withdraw(ConsentType type) {
        return consent(type, ConsentState.WITHDRAWN);
    }

    Answer consent(ConsentType type, ConsentState state) {
        Answer answer = api().send(
                        "PUT",
                        shop.tenant().key(),
                        "/v1/customers/" + ana + "/consents",
                        json("{" + field("type", type.code()) + ", " + field("state", state.code()) + "}"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    static List<UUID> underWay(Answer answer) {
        assertThat(answer.json().path("under_way").isArray()).as(answer.body()).isTrue();
        return answer.json()
                .path("under_way")
                .valueStream()
                .map(id -> UUID.fromString(id.asString()))
                .toList();
    }

    static String state(MessageRef message) {
        return ledger().queryText("select state from message where id = '" + message.messageId() + "'");
    }
}
