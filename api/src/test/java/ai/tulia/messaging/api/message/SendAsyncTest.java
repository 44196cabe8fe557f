package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.headers.Preferences;
import ai.tulia.messaging.api.testing.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who prefers so is answered once the message is committed; its workflow hands it to the provider. */
class SendAsyncTest extends MessageTest {
    private final Shop shop = sendingShop();
    private final String hello =
            field("customer_id", shop.customer()) + ", 'content': 'Hello', 'message_type': 'transactional'";

    @ParameterizedTest
    @ValueSource(strings = {"respond-async", "wait=5, Respond-Async;x=1", " respond-async , return=minimal"})
    void isAccepted202AndLeftToItsWorkflow(String prefer) {
        Answer accepted = shop.send(hello, Preferences.HEADER, prefer);

        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
        assertThat(accepted.header("Location")).isEqualTo("/v1/messages/" + accepted.text("message_id"));
        assertThat(accepted.text("state")).isEqualTo("accepted");
        assertThat(shop.get(accepted.header("Location")).json()).isEqualTo(accepted.json());
        shop.awaitWorkflow(accepted);
        assertThat(shop.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"respond-asynchronously", "return=minimal", "", "x=\"respond-async\""})
    void whatIsNotKnownIsPassedOver(String prefer) {
        Answer sent = shop.send(hello, Preferences.HEADER, prefer);
        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        assertThat(sent.header("Preference-Applied")).isEmpty();
    }

    @Test
    void whatTheRulesRefuseAtOnceIsRefusedAtOnce() {
        Answer refused = shop.send(
                field("customer_id", shop.strangerWithoutConsent())
                        + ", 'content': 'Offer', 'message_type': 'promotional'",
                Preferences.HEADER,
                "respond-async");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("consent_missing");
        assertThat(shop.get("/v1/messages/" + refused.text("message_id")).text("state"))
                .isEqualTo("refused");
        shop.hasNoWorkflow(refused);
    }

    @Test
    void whatMustWaitWaitsForTheSameReasonAsWithoutIt() {
        shop.quietHours("00:00", "23:59");
        Answer waits = shop.send(
                field("customer_id", shop.customer()) + ", 'content': 'Offer', 'message_type': 'promotional'",
                Preferences.HEADER,
                "respond-async");
        assertThat(waits.status()).as(waits.body()).isEqualTo(202);
        assertThat(waits.text("waiting_reason")).isEqualTo("quiet_hours");
        shop.awaitWorkflow(waits);
    }

    @Test
    void twentyAtOnceWithOneKeyMakeOneMessage() throws Exception {
        Callable<Answer> call = () -> shop.send(hello, Preferences.HEADER, "respond-async", "Idempotency-Key", "once");
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answered : threads.invokeAll(Collections.nCopies(20, call))) {
                answers.add(answered.get());
            }
        }
        assertThat(answers)
                .allMatch(answer -> answer.status() == 202 || answer.code().equals("request_in_progress"));
        assertThat(shop.count("message")).isEqualTo(1);
        Answer later = call.call();
        assertThat(later.status()).isEqualTo(202);
        assertThat(later.header("Idempotent-Replayed")).isEqualTo("true");
    }
}
