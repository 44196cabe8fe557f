package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that can go wrong at the provider: what is final, what is tried again, and what never may be. */
class ProviderFaultAcceptanceTest extends AcceptanceTest {
    @Test
    void aRefusalForGoodIs502WithWhatToFix() {
        Shop shop = shop();
        provider(shop, FaultRule.of(FaultMode.REJECT_4XX).withCode(21211));

        Answer failed = shop.letter("transactional", shop.customer()).send().expect(502);

        assertThat(failed.text("code")).isEqualTo("provider_refused");
        Answer row = shop.message(failed.messageId());
        assertThat(row.text("state")).isEqualTo("failed");
        assertThat(row.json().at("/failure/code").asString()).isEqualTo("twilio_21211");
        assertThat(row.json().at("/failure/detail").asString()).isNotBlank();
        assertThat(shop.events(failed.messageId())).containsExactly("accepted", "attempt_started", "provider_refused");
        assertThat(shop.received()).singleElement().matches(post -> !post.accepted());
    }

    @Test
    void anOptOutThatOnlyTheProviderKnewOfHoldsFromThenOn() {
        Shop shop = shop();
        Customer ana = shop.customer("promotional");
        provider(shop, FaultRule.of(FaultMode.REJECT_4XX).withCode(21610));
        shop.letter("promotional", ana).send().expect(502);

        Answer next = shop.letter("transactional", ana).send().expect(403);

        assertThat(next.text("code")).isEqualTo("opted_out");
        assertThat(shop.get("/v1/customers/" + ana.id() + "/consents").body()).contains("twilio_21610");
        assertThat(shop.received()).hasSize(1);
    }

    @Test
    void aBusyProviderIsAskedAgainWhenItSaysAndTakesItOnce() {
        Shop shop = shop();
        provider(shop, FaultRule.of(FaultMode.BUSY_429).withRetryAfterSeconds(3).withTimes(1));

        UUID message =
                shop.letter("transactional", shop.customer()).send().expect(202).messageId();

        shop.awaitWaiting(message, "provider_busy");
        shop.awaitState(message, "sent");
        assertThat(shop.events(message))
                .containsExactly(
                        "accepted", "attempt_started", "not_processed", "attempt_started", "provider_accepted");
        List<ReceivedRequest> posts = shop.received(message);
        assertThat(posts).extracting(ReceivedRequest::accepted).containsExactly(false, true);
        assertThat(Duration.between(posts.getFirst().time(), posts.getLast().time()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(posts.getLast().field("StatusCallback")).contains("/" + message + "/2#");
        histories().awaitEnd(shop, message);
        assertThat(histories().kinds(shop, message))
                .filteredOn("ACTIVITY_TASK_COMPLETED"::equals)
                .hasSize(1);
    }

    @Test
    void aScheduledOneThatMeetsABusyProviderIsTakenOnce() {
        Shop shop = shop();
        provider(shop, FaultRule.of(FaultMode.BUSY_429).withRetryAfterSeconds(3).withTimes(1));

        UUID message = shop.letter("transactional", shop.customer())
                .at(Instant.now().plusSeconds(1))
                .expect(201)
                .messageId();

        shop.awaitState(message, "sent");
        assertThat(shop.received(message)).extracting(ReceivedRequest::accepted).containsExactly(false, true);
        histories().keep("provider-busy", shop, message);
    }

    @Test
    void aProviderThatCannotBeReachedIsTriedAgainUntilItCan() {
        Shop shop = shop();
        Customer ana = shop.customer();
        stack().providerGate().shut();
        UUID message;
        try {
            message = postedWithoutConnection(shop, ana);
        } finally {
            stack().providerGate().open();
        }

        shop.awaitState(message, "sent");
        assertThat(shop.received()).singleElement().matches(ReceivedRequest::accepted);
    }

    /**
     * One that waits because nobody could be reached. The first ones may end UNKNOWN instead: each was written to a
     * connection that had been used a moment ago, and was cut.
     */
    private static UUID postedWithoutConnection(Shop shop, Customer to) {
        for (int cut = 0; cut < 10; cut++) {
            UUID message = shop.letter("transactional", to).send().expect(202).messageId();
            Answer judged = shop.await(
                    message,
                    "judged",
                    found -> found.text("state").equals("unknown")
                            || found.text("waiting_reason").equals("provider_busy"));
            if (judged.text("state").equals("waiting")) {
                return message;
            }
        }
        throw new AssertionError("none waits for the provider");
    }

    /** It may have gone out or not: only asking the provider can tell, another POST could only double it. */
    @ParameterizedTest
    @EnumSource(
            value = FaultMode.class,
            names = {"ERROR_5XX", "HTML_5XX", "TIMEOUT", "RESET"})
    void withoutAUsableAnswerItIsUnknownAndNeverPostedAgain(FaultMode fault) {
        Shop shop = shop();
        Customer ana = shop.customer();
        provider(shop, FaultRule.of(fault).withTimes(1));

        Answer unknown = shop.letter("transactional", ana).send().expect(202);

        UUID message = unknown.messageId();
        assertThat(unknown.text("state")).isEqualTo("unknown");
        assertThat(unknown.text("status")).isEqualTo("pending");
        assertThat(shop.events(message)).containsExactly("accepted", "attempt_started", "no_answer");
        assertThat(shop.get("/v1/messages?state=unknown").body()).contains(message.toString());
        aWholeSweepPassed(shop, ana, message);
        assertThat(shop.message(message).text("state")).isEqualTo("unknown");
        assertThat(histories().of(shop, message)).isEmpty();
        assertThat(shop.received(message)).hasSize(1);
        cancel(shop, message);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultMode.class,
            names = {"ERROR_5XX_AFTER_EXECUTE", "EMPTY_201", "EXECUTE_AND_TIMEOUT", "EXECUTE_AND_RESET"})
    void whatWentOutWithoutAUsableAnswerIsSettledByItsCallbackAndNeverPostedAgain(FaultMode fault) {
        Shop shop = shop();
        provider(shop, FaultRule.of(fault).withTimes(1));

        UUID message = shop.letter("transactional", shop.customer()).send().messageId();

        Answer delivered = shop.awaitState(message, "delivered");
        assertThat(delivered.text("provider_msg_id")).startsWith("SM");
        assertThat(delivered.json().path("failure").isNull()).isTrue();
        assertThat(shop.events(message)).endsWith("delivery_confirmed");
        assertThat(shop.received(message)).hasSize(1);
    }

    /** Once a row that was made after it is found, the sweeper has passed this one, too. */
    private static void aWholeSweepPassed(Shop shop, Customer ana, UUID message) {
        shop.age(message);
        UUID later = shop.lostRow(ana, "null");
        await().atMost(SETTLED_WITHIN).until(() -> !shop.received(later).isEmpty());
    }

    private static void cancel(Shop shop, UUID message) {
        Answer late = shop.post("/v1/messages/" + message + "/cancel", Map.of()).expect(409);
        assertThat(late.text("code")).isEqualTo("too_late");
    }
}
