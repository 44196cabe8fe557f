package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An API process that dies while it sends: its row says how far it came, and the sweeper does what is left. */
class SendCrashAcceptanceTest extends AcceptanceTest {
    /** Longer than an attempt may live. */
    private static final Duration LOST = Duration.ofMinutes(2);

    private static final String KEY = "order-17";

    @Test
    void killedWithinAPostThatWasNotDoneItLeavesALostAttemptThatIsNeverPostedAgain() {
        Shop shop = shop();
        Customer ana = shop.customer();
        UUID message =
                killedWithinThePost(shop, ana, FaultRule.of(FaultMode.TIMEOUT).withTimes(1));

        aWholeSweepPassed(shop, ana);
        assertThat(shop.message(message).text("state"))
                .as("while its POST might be under way")
                .isEqualTo("sending");
        age(message, LOST);
        shop.awaitState(message, "unknown");
        assertThat(histories().of(shop, message))
                .as("settled without a workflow")
                .isEmpty();
        shop.unknownFor(message, Duration.ofMinutes(16));

        Answer failed = shop.awaitState(message, "failed");
        assertThat(failed.json().at("/failure/code").asString()).isEqualTo("unknown_outcome");
        assertThat(shop.received(message)).hasSize(1);
        unlock(shop);
        Answer again = shop.letter("transactional", ana).send("Idempotency-Key", KEY);
        assertThat(again.expect(502).messageId()).isEqualTo(message);
        assertThat(shop.received()).as("with the sweep's own").hasSize(2);
    }

    @Test
    void killedWithinAPostThatWasDoneItsMessageIsSettledByTheCallback() {
        Shop shop = shop();
        Customer ana = shop.customer();
        UUID message =
                killedWithinThePost(shop, ana, FaultRule.of(FaultMode.SLOW).withDelayMs(6_000));

        shop.awaitState(message, "delivered");

        assertThat(shop.events(message))
                .startsWith("accepted", "attempt_started")
                .endsWith("delivery_confirmed")
                .containsOnlyOnce("attempt_started");
        assertThat(histories().of(shop, message)).isEmpty();
        assertThat(shop.received(message)).hasSize(1);
    }

    /** kill -9 of an API process while the provider has its POST and has not answered. */
    private static UUID killedWithinThePost(Shop shop, Customer to, FaultRule fault) {
        provider(shop, fault);
        try (var api = ProductProcess.api(stack(), stack().simulator().address(), "api-killed")
                .start()
                .awaitReady()) {
            CompletableFuture.runAsync(
                    () -> shop.letter("transactional", to).sendAt(api.http(), "Idempotency-Key", KEY));
            await().atMost(SETTLED_WITHIN)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> api.posting() > 0 && !sending(shop).isEmpty());
            return UUID.fromString(sending(shop));
        }
    }

    @Test
    void killedBetweenItsCommitAndItsPostItLeavesALostAttemptThatEndsByTheTenantsPolicy() {
        Shop shop = shop();
        UUID message = shop.lostAttempt(shop.customer(), LOST);
        UUID waits = shop.lostRow(shop.customer(), "null");

        shop.awaitState(message, "unknown");
        shop.awaitState(waits, "sent");
        assertThat(shop.received(message)).isEmpty();
        assertThat(shop.received(waits)).hasSize(1);
        shop.unknownFor(message, Duration.ofMinutes(16));

        Answer failed = shop.awaitState(message, "failed");
        assertThat(failed.json().at("/failure/code").asString()).isEqualTo("unknown_outcome");
        assertThat(shop.received(message)).isEmpty();
    }

    @Test
    void stoppedItFinishesItsPostAndWritesItDown() throws Exception {
        Shop shop = shop();
        Customer ana = shop.customer();
        provider(shop, FaultRule.of(FaultMode.SLOW).withDelayMs(1_500));
        CompletableFuture<Answer> answer;
        var api = stack().anotherApi();
        try {
            var door = new Http(AcceptanceStack.portOf(api));
            answer = CompletableFuture.supplyAsync(
                    () -> shop.letter("transactional", ana).sendAt(door));
            await().atMost(SETTLED_WITHIN)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !sending(shop).isEmpty());
        } finally {
            api.close();
        }

        assertThat(answer.get().expect(201).text("state")).isEqualTo("sent");
        assertThat(shop.received()).hasSize(1);
    }

    /** The id of the message that is being sent; empty where there is none. */
    private static String sending(Shop shop) {
        String id = stack().ledger()
                .queryText("select id::text from message where state = 'SENDING' and tenant_id = '" + shop.id() + "'");
        return id == null ? "" : id;
    }

    private static void age(UUID message, Duration by) {
        stack().ledger()
                .execute("update message set changed_at = changed_at - interval '" + by.toSeconds()
                        + " seconds' where id = '" + message + "'");
    }

    /** As if the dead process' hold of the key had ended. */
    private static void unlock(Shop shop) {
        stack().ledger()
                .execute("update idempotency_key set locked_until = now() - interval '1 second' where tenant_id = '"
                        + shop.id() + "' and response_status is null");
    }

    /** Once a row that was made after it is found, the sweeper has passed all others, too. */
    private static void aWholeSweepPassed(Shop shop, Customer to) {
        UUID later = shop.lostRow(to, "null");
        await().atMost(SETTLED_WITHIN).until(() -> !shop.received(later).isEmpty());
    }
}
