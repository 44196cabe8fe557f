package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failed message of a broadcast, or of a batch, goes back in its line: whoever sends the others sends it. */
class ResendOfManyTest extends MessageTest {
    private final Shop shop = shop();
    private final Resends one = Resends.of(shop);
    private String broadcast = "";
    private Answer message;

    @BeforeEach
    void oneOfABroadcastFailed() {
        broadcast = shop.schedule("'recipient_criteria': {'all': []}, 'content': 'Hi {{name}}', 'message_type':"
                        + " 'promotional', "
                        + Shop.field("scheduled_at", now().plus(Duration.ofHours(3))))
                .text("id");
        BroadcastRef ref = ref();
        shop.run(() -> api().bean(BroadcastAudience.class)
                .writePage(api().bean(BroadcastRepository.class).find(ref).orElseThrow(), 100, now()));
        message = shop.get("/v1/messages?broadcast_id=" + broadcast);
        String id = message.json().at("/items/0/message_id").asString();
        message = shop.get("/v1/messages/" + id);
        fail();
    }

    @Test
    void itWaitsInItsLineAndItsBroadcastRunsAgain() {
        assertThat(shop.run(() -> api().bean(BroadcastRepository.class).complete(ref(), now())))
                .isTrue();

        Answer again = one.resend(message);

        assertThat(again.status()).as(again.body()).isEqualTo(202);
        assertThat(again.text("state")).isEqualTo("waiting");
        Answer running = shop.get("/v1/broadcasts/" + broadcast);
        assertThat(running.text("status")).isEqualTo("running");
        assertThat(running.json().at("/counts/waiting").asInt()).isEqualTo(1);
        assertThat(running.json().at("/counts/failed").asInt()).isZero();
        assertThat(one.resend(message).code()).isEqualTo("not_resendable");
    }

    @Test
    void ofOneThatIsPausedItWaitsUntilThatGoesOn() {
        shop.post("/v1/broadcasts/" + broadcast + "/pause", "");
        assertThat(one.resend(message).status()).isEqualTo(202);
        assertThat(shop.get("/v1/broadcasts/" + broadcast).text("status")).isEqualTo("paused");
    }

    @Test
    void ofOneThatWasCanceledIsNotTriedAgain() {
        api().post(shop.tenant().key(), "/v1/broadcasts/" + broadcast + "/cancel", null);
        Answer answer = one.resend(message);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("not_resendable");
        assertThat(answer.text("detail")).contains("canceled");
        assertThat(one.now(message).text("state")).isEqualTo("failed");
    }

    @Test
    void oneOfABatchGoesBackInItsLine() {
        Answer batch = shop.post(
                "/v1/messages/batch",
                "'items': [{" + Shop.field("customer_id", one.customer())
                        + ", 'content': 'Hi', 'message_type': 'transactional'}]");
        String id = batch.json().at("/items/0/message_id").asString();
        message = shop.get("/v1/messages/" + id);
        fail();
        Answer again = one.resend(message);
        assertThat(again.status()).as(again.body()).isEqualTo(202);
        assertThat(again.text("batch_id")).isEqualTo(batch.text("batch_id"));
        assertThat(again.text("state")).isEqualTo("waiting");
    }

    private void fail() {
        shop.put(message, MessageState.FAILED);
        ledger().execute("update message set failure_code = 'twilio_63016', attempt = 1 where id = '"
                + message.text("message_id") + "'");
    }

    private BroadcastRef ref() {
        return new BroadcastRef(shop.tenant().id(), UUID.fromString(broadcast));
    }
}
