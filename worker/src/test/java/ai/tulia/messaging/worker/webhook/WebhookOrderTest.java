package ai.tulia.messaging.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.webhook.LeasedLane;
import ai.tulia.messaging.store.webhook.WebhookDeliveries;
import ai.tulia.messaging.store.webhook.WebhookLane;
import ai.tulia.messaging.store.webhook.WebhookLanes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each event at least once, under one id, and in order of what happened to one subject. */
class WebhookOrderTest {
    private static Webhooks webhooks;
    private Receiver receiver;
    private UUID tenant;
    private WebhookLane lane;

    @BeforeAll
    static void start() {
        webhooks = new Webhooks(TestLedger.fresh());
    }

    @AfterAll
    static void stop() {
        webhooks.close();
    }

    @BeforeEach
    void anEndpoint() {
        webhooks.later(Duration.ZERO);
        receiver = new Receiver();
        tenant = webhooks.ledger.tenant("order");
        UUID endpoint = webhooks.endpoint(tenant, receiver.url()).endpoint().id();
        lane = new WebhookLane(tenant, endpoint, false);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void whatFollowsAFailedEventOfItsSubjectWaitsForItAndOthersGoOn() {
        UUID failing = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        for (int n = 1; n <= 3; n++) {
            webhooks.event(tenant, failing, n);
            webhooks.event(tenant, other, n + 10);
        }
        receiver.answer = got -> Receiver.Reply.of(number(got) == 1 ? 500 : 204);
        webhooks.deliverUntil(() -> receiver.received.size() == 4);
        webhooks.deliver();
        assertThat(numbers()).containsExactlyInAnyOrder(1, 11, 12, 13).containsSubsequence(11, 12, 13);
        assertThat(webhooks.text("select count(*) from webhook_delivery where tenant_id = '" + tenant
                        + "' and state = 'pending' and next_attempt_at <= now()"))
                .isEqualTo("0");
        receiver.answer = got -> Receiver.Reply.OK;
        webhooks.later(Duration.ofSeconds(7));
        webhooks.deliverUntil(() -> receiver.received.size() == 7);
        assertThat(numbers().subList(4, 7)).containsExactly(1, 2, 3);
    }

    @Test
    void whatAWorkerDeliveredAndDidNotRecordComesAgainUnderTheSameIdBeforeWhatFollows() {
        List<UUID> subjects = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            UUID subject = UUID.randomUUID();
            subjects.add(subject);
            for (int step = 0; step < 3; step++) {
                webhooks.event(tenant, subject, 3 * n + step);
            }
        }
        LeasedLane dying =
                webhooks.bean(WebhookLanes.class).lease(lane, webhooks.now()).orElseThrow();
        for (var each : webhooks.bean(WebhookDeliveries.class).due(lane, 100, webhooks.now())) {
            webhooks.bean(WebhookSender.class).send(dying.target(), each, Map.of(), webhooks.now());
        }
        assertThat(receiver.received).hasSize(100);

        webhooks.deliver();
        assertThat(receiver.received).hasSize(100);
        webhooks.later(WebhookLanes.LEASE.plusSeconds(1));
        webhooks.deliverUntil(() -> webhooks.text("select count(*) from webhook_delivery where tenant_id = '" + tenant
                        + "' and state = 'delivered'")
                .equals("300"));
        assertThat(receiver.received).hasSize(400);
        assertThat(receiver.ids().stream().distinct()).hasSize(300);
        var bySubject = new HashMap<Integer, List<Integer>>();
        var ids = new HashMap<Integer, String>();
        receiver.received.forEach(got -> {
            bySubject.computeIfAbsent(number(got) / 3, n -> new ArrayList<>()).add(number(got) % 3);
            assertThat(ids.computeIfAbsent(number(got), n -> got.id())).isEqualTo(got.id());
        });
        assertThat(bySubject.values()).allSatisfy(steps -> assertThat(steps).containsExactly(0, 0, 1, 2));
    }

    @Test
    void ofManyWorkersOneHasALane() {
        webhooks.event(tenant, UUID.randomUUID(), 1);
        var lanes = webhooks.bean(WebhookLanes.class);
        assertThat(lanes.lease(lane, webhooks.now())).isPresent();
        assertThat(lanes.lease(lane, webhooks.now())).isEmpty();
        webhooks.later(WebhookLanes.LEASE.plusSeconds(1));
        LeasedLane second = lanes.lease(lane, webhooks.now()).orElseThrow();
        lanes.release(second);
        assertThat(lanes.lease(lane, webhooks.now())).isPresent();
    }

    private List<Integer> numbers() {
        return receiver.received.stream().map(WebhookOrderTest::number).toList();
    }

    private static int number(Receiver.Received got) {
        return got.json().at("/data/n").asInt();
    }
}
