package ai.tulia.messaging.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.webhook.WebhookReplays;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is replayed waits in few rows and on a lane of its own. */
class WebhookReplayTest {
    private static final int EVENTS = 3_500;
    private static final Instant FROM = Instant.parse("2026-03-01T08:00:00Z");

    private static Webhooks webhooks;
    private Receiver receiver;
    private UUID tenant;
    private UUID endpoint;

    @BeforeAll
    static void start() {
        webhooks = new Webhooks(TestLedger.fresh());
    }

    @AfterAll
    static void stop() {
        webhooks.close();
    }

    @BeforeEach
    void deliveredEvents() {
        receiver = new Receiver();
        tenant = webhooks.ledger.tenant("replays");
        endpoint = webhooks.endpoint(tenant, receiver.url()).endpoint().id();
        webhooks.ledger.execute(
                "insert into webhook_delivery (tenant_id, endpoint_id, subject_id, type, data, at, state,"
                        + " next_attempt_at) select '" + tenant + "', '" + endpoint
                        + "', uuidv7(), 'message.sent', '{}', '" + FROM
                        + "'::timestamptz + (n / 10) * interval '1 second', 'delivered', now() from generate_series(0, "
                        + (EVENTS - 1) + ") n");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aRangeIsReplayedOnceEachPageByPageWhileLiveEventsGoOn() {
        var held = new CountDownLatch(1);
        receiver.answer = got -> {
            if (got.json().get("type").asString().equals("message.sent")) {
                hold(held);
            }
            return Receiver.Reply.OK;
        };
        replay(FROM, FROM.plus(Duration.ofDays(1)));
        advance();
        assertThat(pending()).isEqualTo("1000");
        advance();
        assertThat(pending()).isEqualTo("1000");
        webhooks.bean(WebhookDispatcher.class).dispatch();
        await().atMost(Duration.ofSeconds(30)).until(() -> !receiver.received.isEmpty());
        // The replay stands still, and what happens now is told.
        webhooks.event(tenant, UUID.randomUUID(), 7);
        webhooks.deliverUntil(() -> receiver.received.stream()
                .anyMatch(got -> got.json().get("type").asString().equals("template.changed")));
        assertThat(held.getCount()).isEqualTo(1);
        held.countDown();
        webhooks.deliverUntil(() -> {
            advance();
            assertThat(Integer.parseInt(pending())).isLessThanOrEqualTo(1_000);
            return webhooks.text("select bool_and(done) from webhook_replay where tenant_id = '" + tenant + "'")
                            .equals("t")
                    && pending().equals("0");
        });
        assertThat(new HashSet<>(receiver.ids())).hasSize(EVENTS + 1);
    }

    @Test
    void fromAnInstantToBeforeAnother() {
        replay(FROM.plusSeconds(10), FROM.plusSeconds(12));
        advance();
        webhooks.deliverUntil(() -> receiver.received.size() >= 20 && pending().equals("0"));
        assertThat(receiver.received).hasSize(20);
        assertThat(receiver.received)
                .allSatisfy(got -> assertThat(
                                Instant.parse(got.json().get("timestamp").asString()))
                        .isBetween(FROM.plusSeconds(10), FROM.plusSeconds(11)));
    }

    @Test
    void oneEventIsReplayedUnderItsId() {
        String id = webhooks.text("select id from webhook_delivery where tenant_id = '" + tenant + "' limit 1");
        assertThat(webhooks.in(
                        tenant,
                        () -> webhooks.bean(WebhookReplays.class)
                                .one(tenant, endpoint, UUID.fromString(id), webhooks.now())))
                .isTrue();
        assertThat(webhooks.in(
                        tenant,
                        () -> webhooks.bean(WebhookReplays.class)
                                .one(tenant, endpoint, UUID.randomUUID(), webhooks.now())))
                .isFalse();
        webhooks.deliver();
        assertThat(receiver.ids()).containsExactly(id);
    }

    private void replay(Instant from, Instant until) {
        webhooks.in(
                tenant, () -> webhooks.bean(WebhookReplays.class).range(tenant, endpoint, from, until, webhooks.now()));
    }

    private static void advance() {
        webhooks.bean(WebhookMaintenanceJobs.class).advanceReplays();
    }

    private String pending() {
        return webhooks.text("select count(*) from webhook_delivery where tenant_id = '" + tenant
                + "' and state = 'pending' and replay");
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
