package ai.tulia.messaging.api.message;

import static ai.tulia.messaging.api.message.Shop.field;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What provably did not go out is tried again as the same message, and nothing else is. */
class ResendTest extends MessageTest {
    private final Shop shop = sendingShop();
    private final Resends one = Resends.of(shop);

    @AfterEach
    void providerIsWell() {
        twilio().faults(List.of());
    }

    @Test
    void whatTheProviderRefusedIsItsNextAttemptWithAUnitOfItsOwn() {
        Answer refused = one.refused();
        assertThat(one.used()).isZero();

        Answer again = one.resend(refused);

        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.text("message_id")).isEqualTo(refused.text("message_id"));
        assertThat(again.text("state")).isEqualTo("sent");
        assertThat(again.json().path("attempts").asInt()).isEqualTo(2);
        assertThat(again.json().path("failure").isNull()).isTrue();
        assertThat(again.header("Location")).isEqualTo("/v1/messages/" + refused.text("message_id"));
        assertThat(one.kinds(refused))
                .containsExactly(
                        "accepted",
                        "attempt_started",
                        "provider_refused",
                        "resend_requested",
                        "attempt_started",
                        "provider_accepted");
        assertThat(shop.received()).hasSize(2).anySatisfy(post -> {
            assertThat(post.field("Body")).isEqualTo("Hello");
            assertThat(post.field("StatusCallback")).contains("/" + refused.text("message_id") + "/2#");
        });
        assertThat(one.used()).isEqualTo(1);
        shop.hasNoWorkflow(again);
        assertThat(one.resend(again).code()).isEqualTo("not_resendable");
    }

    @Test
    void whatTheProviderTookAndDidNotDeliverKeepsItsUnit() {
        Answer sent = one.send("transactional");
        one.undelivered(sent, "twilio_63018");
        assertThat(one.used()).isEqualTo(1);

        Answer again = one.resend(sent);

        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.text("provider_msg_id")).isNotEqualTo(sent.text("provider_msg_id"));
        assertThat(shop.received()).hasSize(2);
        assertThat(one.used()).isEqualTo(1);
        // The id of the first one can still be told from its events.
        assertThat(shop.get("/v1/messages/" + sent.text("message_id") + "/events")
                        .json()
                        .at("/items/4/detail/provider_msg_id")
                        .asString())
                .isEqualTo(sent.text("provider_msg_id"));
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, , false",
        "WAITING, , false",
        "SENDING, , false",
        "UNKNOWN, interrupted, false",
        "SENT, , true",
        "DELIVERED, , true",
        "READ, , true",
        "CANCELED, , false",
        "REFUSED, opted_out, false",
        "EXPIRED, validity_ended, false",
        "FAILED, unknown_outcome, false",
        "FAILED, twilio_21211, true",
        "UNDELIVERED, twilio_63024, true"
    })
    void whatMayHaveArrivedOrWouldNotIs409WithItsState(MessageState state, String code, boolean taken) {
        Answer sent = one.send("transactional");
        shop.put(sent, state);
        ledger().execute("update message set failure_code = " + (code == null ? "null" : "'" + code + "'")
                + ", provider_msg_id = " + (taken ? "provider_msg_id" : "null") + " where id = '"
                + sent.text("message_id") + "'");

        Answer answer = one.resend(sent);

        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("not_resendable");
        assertThat(answer.text("state")).isEqualTo(state.code());
        assertThat(answer.json().at("/errors/0/hint").asString()).isNotBlank();
        assertThat(one.now(sent).text("state")).isEqualTo(state.code());
        assertThat(shop.received()).hasSize(1);
    }

    @Test
    void twentyAtOnceMakeOneAttempt() throws Exception {
        Answer refused = one.refused();
        Callable<Answer> call = () -> one.resend(refused);
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answered : threads.invokeAll(Collections.nCopies(20, call))) {
                statuses.add(answered.get().status());
            }
        }
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(shop.received()).hasSize(2);
        assertThat(one.used()).isEqualTo(1);
    }

    @Test
    void aRepeatWithItsKeyIsAnsweredAsTheFirst() {
        Answer refused = one.refused();
        Answer first = one.resend(refused, "Idempotency-Key", "again");
        Answer repeat = one.resend(refused, "Idempotency-Key", "again");
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(repeat.json()).isEqualTo(first.json());
        assertThat(shop.received()).hasSize(2);
    }

    @Test
    void whatMustWaitIs202WithItsWorkflow() {
        Answer refused = one.refused("promotional");
        shop.quietHours("00:00", "23:59");

        Answer waits = one.resend(refused);

        assertThat(waits.status()).as(waits.body()).isEqualTo(202);
        assertThat(waits.text("state")).isEqualTo("waiting");
        assertThat(waits.text("waiting_reason")).isEqualTo("quiet_hours");
        shop.awaitWorkflow(waits);
        assertThat(shop.received()).hasSize(1);
    }

    @Test
    void theProvidersNextRefusalIs502AndMayBeTriedAgain() {
        Answer refused = one.refused();
        one.provider(FaultRule.of(FaultMode.REJECT_4XX).withCode(63016));
        Answer again = one.resend(refused);
        assertThat(again.status()).as(again.body()).isEqualTo(502);
        assertThat(again.json().at("/failure/code").asString()).isEqualTo("twilio_63016");
        twilio().faults(List.of());
        assertThat(one.resend(refused).json().path("attempts").asInt()).isEqualTo(3);
    }

    @Test
    void anAttemptWithoutAUsableAnswerIs202AndNotTriedAgain() {
        Answer refused = one.refused();
        one.provider(FaultRule.of(FaultMode.ERROR_5XX));
        Answer unknown = one.resend(refused);
        assertThat(unknown.status()).as(unknown.body()).isEqualTo(202);
        assertThat(unknown.text("state")).isEqualTo("unknown");
        assertThat(one.resend(refused).code()).isEqualTo("not_resendable");
        assertThat(shop.received()).hasSize(2);
    }

    @Test
    void oneThatNeverHadATextGetsItNow() {
        UUID template = shop.template("Hi {{name}}, {{code}}", MessageType.TRANSACTIONAL);
        ledger().execute("delete from provider_account where tenant_id = '"
                + shop.tenant().id() + "'");
        Answer failed = shop.send(field("customer_id", one.customer()) + ", " + field("template_id", template)
                + ", 'context': {'code': 'A'}");
        assertThat(failed.status()).as(failed.body()).isEqualTo(502);
        shop.withAnAccount();

        Answer sent = one.resend(failed);

        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        assertThat(sent.text("content")).isEqualTo("Hi Ana, A");
        assertThat(shop.received())
                .singleElement()
                .satisfies(post -> assertThat(post.field("Body")).isEqualTo("Hi Ana, A"));
    }
}
