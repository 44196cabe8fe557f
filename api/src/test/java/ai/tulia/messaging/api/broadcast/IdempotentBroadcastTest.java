package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A key makes a broadcast once, however often and at the same time it is used. */
class IdempotentBroadcastTest extends ApiTest {
    private static final String BODY = "{'name': 'x', 'message_type': 'promotional', 'content': 'Tulips are back',"
            + " 'recipient_criteria': {'all': []}, 'start': true}";

    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());

    @Test
    void twentyAtOnceMakeOneBroadcast() throws Exception {
        shop.customer();
        Callable<Answer> call = () -> shop.post("/v1/broadcasts", BODY, "Idempotency-Key", "once");
        var calls = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 20; i++) {
            calls.add(call);
        }
        var ids = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answered : threads.invokeAll(calls)) {
                Answer answer = answered.get();
                if (answer.status() == 409) {
                    assertThat(answer.code()).isEqualTo("request_in_progress");
                } else {
                    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
                    ids.add(answer.text("id"));
                }
            }
        }
        assertThat(shop.count("broadcast")).isEqualTo(1);
        Answer later = call.call();
        assertThat(later.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(ids).isNotEmpty().containsOnly(later.text("id"));
    }

    @Test
    void whoseProcessDiedBeforeItsAnswerIsAnsweredFromTheLedger() {
        shop.customer();
        Answer first = shop.post("/v1/broadcasts", BODY, "Idempotency-Key", "died");
        ledger().execute("update idempotency_key set response_status = null, response_body = null, locked_until = now()"
                + " where tenant_id = '" + shop.tenant().id() + "'");
        api().clock().advance(Duration.ofMinutes(2));
        Answer again = shop.post("/v1/broadcasts", BODY, "Idempotency-Key", "died");
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(shop.count("broadcast")).isEqualTo(1);
    }

    @Test
    void aStepIsRememberedToo() {
        shop.customer();
        String id = shop.draft().text("id");
        Answer started = shop.post("/v1/broadcasts/" + id + "/start", "{}", "Idempotency-Key", "s");
        shop.step(id, "cancel");
        Answer again = shop.post("/v1/broadcasts/" + id + "/start", "{}", "Idempotency-Key", "s");
        assertThat(again.json()).isEqualTo(started.json());
        assertThat(shop.post("/v1/broadcasts", BODY, "Idempotency-Key", "s").code())
                .isEqualTo("idempotency_key_reused");
    }
}
