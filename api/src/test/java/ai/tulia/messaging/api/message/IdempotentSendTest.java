package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key makes a message once, however often and at the same time it is used. */
class IdempotentSendTest extends MessageTest {
    @ParameterizedTest
    @ValueSource(strings = {"send", "schedule"})
    void fiftyAtOnceMakeOneMessage(String route) throws Exception {
        Shop shop = shop();
        String time = route.equals("schedule") ? ", " + field("scheduled_at", now().plusSeconds(3600)) : "";
        String body =
                field("customer_id", shop.customer()) + ", 'content': 'Hi', 'message_type': 'transactional'" + time;
        Callable<Answer> call = () -> shop.post("/v1/messages/" + route, body, "Idempotency-Key", "once");
        var calls = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 50; i++) {
            calls.add(call);
        }
        var ids = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answered : threads.invokeAll(calls)) {
                Answer answer = answered.get();
                if (answer.status() == 409) {
                    assertThat(answer.code()).isEqualTo("request_in_progress");
                } else {
                    assertThat(answer.status()).as(answer.body()).isEqualTo(route.equals("send") ? 202 : 201);
                    ids.add(answer.text("message_id"));
                }
            }
        }
        assertThat(shop.count("message")).isEqualTo(1);
        Answer later = call.call();
        assertThat(ids).isNotEmpty().containsOnly(later.text("message_id"));
    }

    @Test
    void aRefusalIsRememberedWithItsMessage() {
        Shop shop = shop();
        String body = field("customer_id", shop.strangerWithoutConsent())
                + ", 'content': 'Offer', 'message_type': 'promotional'";
        Answer first = shop.send(body, "Idempotency-Key", "no");
        Answer again = shop.send(body, "Idempotency-Key", "no");
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(shop.count("message")).isEqualTo(1);
    }

    @Test
    void anotherBodyIs422() {
        Shop shop = shop();
        String body = field("customer_id", shop.customer()) + ", 'message_type': 'transactional', 'content': ";
        assertThat(shop.send(body + "'a'", "Idempotency-Key", "k").status()).isEqualTo(202);
        assertThat(shop.send(body + "'b'", "Idempotency-Key", "k").code()).isEqualTo("idempotency_key_reused");
    }
}
