package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.store.testing.Traces;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A person's data leave on request, here and at the provider, and what one had withdrawn stays so. */
class ErasureAcceptanceTest extends AcceptanceTest {
    private final Shop shop = shop();
    private final Customer ana = shop.customer();
    private final String eraser = stack().http()
            .call(
                    "POST",
                    "/v1/tenants/" + shop.id() + "/api-keys",
                    AcceptanceStack.OPERATOR_KEY,
                    Map.of("scopes", List.of("erase")))
            .expect(201)
            .text("key");

    @Test
    void nothingOfAnErasedCustomerIsLeftHereNorAtTheProvider() {
        provider(shop, FaultRule.of(FaultMode.OK));
        UUID sent = shop.letter("transactional", ana)
                .with("metadata", Map.of("order", "of " + ana.name()))
                .send()
                .expect(201)
                .messageId();
        shop.awaitState(sent, "delivered");
        UUID waits = shop.letter("transactional", ana)
                .at(Instant.now().plusSeconds(3_600))
                .expect(201)
                .messageId();

        erase().expect(202);

        assertThat(shop.get("/v1/customers/" + ana.id()).status()).isEqualTo(404);
        assertThat(shop.message(waits).text("state")).isEqualTo("canceled");
        awaitErased();
        assertThat(Traces.of(
                        stack().ledger(),
                        ana.name().toLowerCase(Locale.ROOT),
                        ana.number().substring(1)))
                .isEmpty();
        await().atMost(SETTLED_WITHIN)
                .until(() -> erase().json().path("provider_copies").asInt() == 0);
        assertThat(stack().simulator().messages(shop.account())).isEmpty();
    }

    @Test
    void whoHadOptedOutIsNotSentToAfterwards() {
        shop.consent(ana, "all", "withdrawn");
        erase().expect(202);
        awaitErased();

        Answer refused = shop.post(
                        "/v1/messages/send",
                        Map.of("to", ana.number(), "message_type", "transactional", "content", "Hello"))
                .expect(403);

        assertThat(refused.text("code")).isEqualTo("opted_out");
        assertThat(shop.received()).isEmpty();
    }

    @Test
    void anAttemptWithoutAnAnswerSettlesFirst() {
        provider(shop, FaultRule.of(FaultMode.EXECUTE_AND_VANISH).withTimes(1));
        UUID message = shop.letter("transactional", ana).send().expect(202).messageId();
        shop.awaitState(message, "unknown");

        erase().expect(202);
        assertThat(shop.message(message).text("state")).isEqualTo("unknown");
        shop.unknownFor(message, Duration.ofMinutes(3));
        shop.awaitState(message, "delivered");

        awaitErased();
        assertThat(shop.message(message).json().path("content").isNull()).isTrue();
        assertThat(shop.received(message)).hasSize(1);
    }

    private Answer erase() {
        return stack().http().call("DELETE", "/v1/customers/" + ana.id(), eraser, null);
    }

    private void awaitErased() {
        await().atMost(SETTLED_WITHIN).until(() -> erase().text("state").equals("erased"));
    }
}
