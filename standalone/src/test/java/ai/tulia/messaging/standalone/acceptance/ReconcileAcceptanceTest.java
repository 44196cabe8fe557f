package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.workflows.reconcile.ReconcileWorkflowImpl;
import ai.tulia.messaging.workflows.reconcile.ReconcileWorkflowStarter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What no callback tells is asked for, and an attempt without an answer does not stay UNKNOWN. */
class ReconcileAcceptanceTest extends AcceptanceTest {
    private static final Duration FIRST_LOOK = Duration.ofMinutes(3);
    private static final Duration POLICY = Duration.ofMinutes(16);

    @Test
    void whatTheProviderHasIsFoundInItsListAndAdopted() {
        Shop shop = shop();
        UUID message = unknown(shop, FaultMode.EXECUTE_AND_VANISH);

        shop.unknownFor(message, FIRST_LOOK);

        Answer delivered = shop.awaitState(message, "delivered");
        assertThat(delivered.text("provider_msg_id")).startsWith("SM");
        assertThat(delivered.json().path("failure").isNull()).isTrue();
        assertThat(shop.received(message)).hasSize(1);
        assertThat(noted(message)).isZero();
        replays(shop);
    }

    @Test
    void withoutATraceItIsLookedForAgainAndThenFailsWithTheReason() {
        Shop shop = shop();
        UUID message = unknown(shop, FaultMode.RESET);

        shop.unknownFor(message, FIRST_LOOK);
        await().atMost(SETTLED_WITHIN).until(() -> shop.events(message).contains("looked_for"));
        assertThat(shop.message(message).text("state")).isEqualTo("unknown");

        shop.unknownFor(message, POLICY);
        Answer failed = shop.awaitState(message, "failed");
        assertThat(failed.json().at("/failure/code").asString()).isEqualTo("unknown_outcome");
        assertThat(failed.json().at("/failure/detail").asString()).contains("no trace");
        assertThat(shop.events(message))
                .containsExactly("accepted", "attempt_started", "no_answer", "looked_for", "unresolved");
        assertThat(shop.received(message)).hasSize(1);
    }

    @Test
    void theTenantsPolicySendsItOnceMore() {
        Shop shop = shop();
        shop.settings(Map.of("unknown_policy", "resend_once"));
        UUID message = unknown(shop, FaultMode.RESET);

        shop.unknownFor(message, POLICY);
        shop.await(message, "back in line", found -> shop.events(message).contains("resent"));
        shop.age(message);

        shop.await(message, "sent", found -> found.text("state").equals("sent"));
        assertThat(shop.events(message))
                .containsExactly(
                        "accepted", "attempt_started", "no_answer", "resent", "attempt_started", "provider_accepted");
        assertThat(shop.received(message)).hasSize(2);
    }

    @Test
    void whatCameTwiceIsNotChosenBetween() {
        Shop shop = shop();
        shop.settings(Map.of("unknown_policy", "resend_once"));
        Customer ana = shop.customer();
        provider(shop, FaultRule.of(FaultMode.EXECUTE_AND_VANISH).withTimes(2));
        UUID one = shop.letter("transactional", ana).send().expect(202).messageId();
        UUID two = shop.letter("transactional", ana).send().expect(202).messageId();

        for (UUID message : List.of(one, two)) {
            shop.unknownFor(message, FIRST_LOOK);
        }
        for (UUID message : List.of(one, two)) {
            await().atMost(SETTLED_WITHIN).until(() -> shop.events(message).contains("looked_for"));
            assertThat(shop.get("/v1/messages/" + message + "/events").body()).contains("ambiguous");
        }
        for (UUID message : List.of(one, two)) {
            shop.unknownFor(message, POLICY);
            assertThat(shop.awaitState(message, "failed")
                            .json()
                            .at("/failure/detail")
                            .asString())
                    .contains("more than one");
            assertThat(shop.received(message)).hasSize(1);
        }
    }

    @Test
    void whoseProviderCannotBeAskedIsToldOnceThatMessagesStayUnknown() {
        Shop shop = shop();
        Shop other = shop();
        UUID message = unknown(shop, FaultMode.RESET);
        unknown(other, FaultMode.RESET);
        stack().ledger().execute("delete from provider_account where tenant_id = '" + shop.id() + "'");

        shop.unknownFor(message, Duration.ofHours(2));
        await().atMost(SETTLED_WITHIN).until(() -> !notices(shop).isEmpty());
        // A whole sweep later, by which another's is settled.
        other.unknownFor(unknown(other, FaultMode.RESET), POLICY);
        await().atMost(SETTLED_WITHIN)
                .until(() -> other.get("/v1/messages?state=failed").body().contains("unknown_outcome"));

        var notice = notices(shop).get(0);
        assertThat(notices(shop)).hasSize(1);
        assertThat(notice.path("kind").asString()).isEqualTo("unknown_overdue");
        assertThat(notice.path("messages").asInt()).isOne();
        assertThat(Duration.between(Instant.parse(notice.path("unknown_since").asString()), Instant.now()))
                .isGreaterThanOrEqualTo(Duration.ofHours(2));
        assertThat(notices(other)).isEmpty();
        assertThat(shop.message(message).text("state")).isEqualTo("unknown");
    }

    private static JsonNode notices(Shop shop) {
        return shop.get("/v1/notices").expect(200).json().path("items");
    }

    @Test
    void anotherTenantsMessagesAreNotLookedAt() {
        Shop shop = shop();
        Shop other = shop();
        UUID theirs = unknown(other, FaultMode.RESET);
        UUID ours = unknown(shop, FaultMode.EXECUTE_AND_VANISH);

        shop.unknownFor(ours, FIRST_LOOK);
        shop.awaitState(ours, "delivered");

        assertThat(other.events(theirs)).doesNotContain("looked_for");
    }

    private UUID unknown(Shop shop, FaultMode fault) {
        provider(shop, FaultRule.of(fault).withTimes(1));
        UUID message =
                shop.letter("transactional", shop.customer()).send().expect(202).messageId();
        assertThat(shop.message(message).text("state")).isEqualTo("unknown");
        assertThat(noted(message)).isOne();
        return message;
    }

    private static int noted(UUID message) {
        return Integer.parseInt(stack().ledger()
                .queryText("select count(*) from unknown_attempt u join message m on m.id = u.message_id"
                        + " and m.state = 'UNKNOWN' where u.message_id = '" + message + "'"));
    }

    private static void replays(Shop shop) {
        String id = ReconcileWorkflowStarter.workflowId(shop.id());
        await().atMost(SETTLED_WITHIN).until(() -> histories().hasEnded(id));
        var history = stack().temporalClient().fetchHistory(id);
        assertThat(Histories.otherwise(List.of(history), ReconcileWorkflowImpl.class))
                .isEmpty();
        assertThat(Histories.bytes(history)).contains("AskProvider").doesNotContain("+1415");
        histories().keep("reconcile", history);
    }
}
