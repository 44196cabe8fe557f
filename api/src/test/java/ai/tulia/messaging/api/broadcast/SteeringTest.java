package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import org.junit.jupiter.api.Test;

/** Start, pause, resume and cancel: each takes effect once however often it is asked for, and says what it reached. */
class SteeringTest extends ApiTest {
    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());

    @Test
    void eachStepTwiceIsTheStepOnce() {
        shop.customer();
        String id = shop.draft().text("id");
        for (String[] step :
                new String[][] {{"start", "running"}, {"pause", "paused"}, {"resume", "running"}, {"cancel", "canceled"}
                }) {
            for (int time = 1; time <= 2; time++) {
                Answer answer = shop.step(id, step[0]);
                assertThat(answer.status()).as(step[0] + answer.body()).isEqualTo(200);
                assertThat(answer.text("status")).isEqualTo(step[1]);
            }
        }
        assertThat(shop.get("/v1/broadcasts").json().at("/items/0/status").asString())
                .isEqualTo("canceled");
        assertThat(shop.get("/v1/broadcasts?status=running").json().path("items"))
                .isEmpty();
    }

    @Test
    void aStepThatIsNotOpenIsAConflictThatSaysWhereTheBroadcastIs() {
        shop.customer();
        String id = shop.draft().text("id");
        wrong(shop.step(id, "pause"), "draft");
        wrong(shop.step(id, "resume"), "draft");
        shop.step(id, "start");
        shop.step(id, "pause");
        wrong(shop.step(id, "start"), "paused");
        shop.step(id, "cancel");
        wrong(shop.step(id, "start"), "canceled");
        wrong(shop.step(id, "pause"), "canceled");
        wrong(shop.step(id, "resume"), "canceled");
    }

    private static void wrong(Answer answer, String status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("wrong_status");
        assertThat(answer.text("broadcast_status")).isEqualTo(status);
        assertThat(answer.json().at("/errors/0/mend").asString()).isNotBlank();
    }
}
