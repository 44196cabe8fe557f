package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.standalone.checker.Post;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What Temporal did not hear of a broadcast, or lost, comes about all the same: the ledger knows. */
class BroadcastSweeperAcceptanceTest {
    private static final int CUSTOMERS = 120;
    /** Messages a second, for a broadcast that nothing happens to any more. */
    private static final int FAST = 400;

    private final AcceptanceStack stack = AcceptanceStack.running();
    private final Fleet fleet = new Fleet(stack, 0, 1, CUSTOMERS, null).rateLimit(10);
    private final Shop shop = fleet.shops().getFirst();

    @Test
    void startedWithoutASignalItIsSent() {
        fleet.rateLimit(FAST);
        whileTemporalHearsNothing(
                door -> shop.postAt(door, "/v1/broadcasts", toEveryone()).expect(201));

        awaitStatus("completed");
        assertThat(sentOnceEach()).isEqualTo(CUSTOMERS);
    }

    @Test
    void resumedWithoutASignalItGoesOn() {
        UUID broadcast = startedAndPaused();
        fleet.rateLimit(FAST);

        whileTemporalHearsNothing(door -> shop.postAt(door, "/v1/broadcasts/" + broadcast + "/resume", Map.of())
                .expect(200));

        awaitStatus("completed");
        assertThat(sentOnceEach()).isEqualTo(CUSTOMERS);
    }

    @Test
    void canceledWithoutASignalItsMessagesAreClosed() {
        UUID broadcast = startedAndPaused();

        whileTemporalHearsNothing(door -> shop.postAt(door, "/v1/broadcasts/" + broadcast + "/cancel", Map.of())
                .expect(200));

        await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("status = 'pending'") == 0);
        assertThat(fleet.messages("state = 'CANCELED'")).isPositive();
        assertThat(fleet.messages("state in ('SENT', 'CANCELED')")).isEqualTo(CUSTOMERS);
    }

    @Test
    void whatALostWorkerLeftOfAPausedOneIsSettled() {
        UUID broadcast = startedAndPaused();

        stack.ledger()
                .execute("update message set state = 'SENDING', waiting_reason = null, attempt = 1,"
                        + " changed_at = now() - interval '1 minute'"
                        + " where id = (select min(id::text)::uuid from message where broadcast_id = '" + broadcast
                        + "' and state in ('ACCEPTED', 'WAITING'))");

        await().atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> fleet.messages("state = 'UNKNOWN' and failure_code = 'interrupted'") == 1);
        assertThat(fleet.broadcasts("status = 'paused'")).isEqualTo(1);
    }

    @Test
    void whatALostWorkerLeftOfACanceledOneIsSettled() {
        UUID broadcast = startedAndPaused();
        shop.post("/v1/broadcasts/" + broadcast + "/cancel", Map.of()).expect(200);
        await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("status = 'pending'") == 0);

        stack.ledger()
                .execute("update message set state = 'SENDING', status = 'pending', attempt = 1,"
                        + " changed_at = now() - interval '1 minute'"
                        + " where id = (select min(id::text)::uuid from message where broadcast_id = '" + broadcast
                        + "' and state = 'CANCELED')");

        await().atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> fleet.messages("state = 'UNKNOWN' and failure_code = 'interrupted'") == 1);
        assertThat(fleet.messages("state = 'SENDING'")).isZero();
    }

    /** Whatever its other lanes do: theirs is not to settle it. */
    @Test
    void whatALostWorkerLeftIsSettledWhileTheFirstLaneWaitsForASlot() {
        UUID broadcast = startedAndPaused();
        String open = "broadcast_id = '" + broadcast + "' and state in ('ACCEPTED', 'WAITING')";
        stack.ledger().execute("update message set wake_at = now() + interval '1 day' where " + open);
        stack.ledger()
                .execute("update broadcast_lane set at = case when lane = 0 then now() - interval '10 minutes'"
                        + " else now() + interval '1 hour' end where broadcast_id = '" + broadcast + "'");
        shop.post("/v1/broadcasts/" + broadcast + "/resume", Map.of()).expect(200);

        stack.ledger()
                .execute("update message set state = 'SENDING', waiting_reason = null, attempt = 1,"
                        + " wake_at = now(), changed_at = now() - interval '2 minutes'"
                        + " where id = (select min(id::text)::uuid from message where " + open + ")");

        await().atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> fleet.messages("state = 'UNKNOWN' and failure_code = 'interrupted'") == 1);
        assertThat(fleet.broadcasts("status = 'running'")).isEqualTo(1);
    }

    @Test
    void whatALateAnswerPutBackOfACompletedOneIsSent() {
        fleet.rateLimit(FAST);
        UUID broadcast = started();
        awaitStatus("completed");

        putBack(broadcast, "SENT");

        await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("status = 'pending'") == 0);
        assertThat(fleet.messages("state = 'SENT'")).isEqualTo(CUSTOMERS);
        assertThat(fleet.messages("attempt = 2")).isEqualTo(1);
        awaitStatus("completed");
    }

    @Test
    void whatALateAnswerPutBackOfACanceledOneIsCanceled() {
        UUID broadcast = startedAndPaused();
        shop.post("/v1/broadcasts/" + broadcast + "/cancel", Map.of()).expect(200);
        await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("status = 'pending'") == 0);
        long canceled = fleet.messages("state = 'CANCELED'");

        putBack(broadcast, "CANCELED");

        await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("state = 'CANCELED'") == canceled);
        assertThat(fleet.messages("status = 'pending'")).isZero();
    }

    /** As a chunk does that outlived its broadcast. */
    private void putBack(UUID broadcast, String state) {
        stack.ledger()
                .execute("update message set state = 'WAITING', status = 'pending', waiting_reason = 'provider_busy',"
                        + " wake_at = now() where id = (select min(id::text)::uuid from message where broadcast_id = '"
                        + broadcast + "' and state = '" + state + "')");
    }

    @Test
    void terminatedInTemporalItIsCanceledAndNotStartedAgain() {
        UUID broadcast = started();

        stack.temporalClient()
                .newUntypedWorkflowStub(BroadcastWorkflowStarter.workflowId(new BroadcastRef(shop.id(), broadcast)))
                .terminate("an operator's stop");

        awaitStatus("canceled");
        await().atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> fleet.messages("state in ('ACCEPTED', 'WAITING')") == 0);
        assertThat(fleet.messages("state = 'CANCELED'")).isPositive();
    }

    /** An API process that is gone before Temporal is back: nothing is heard later. */
    private void whileTemporalHearsNothing(Consumer<Http> work) {
        var api = stack.anotherApi();
        var door = new Http(api.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        stack.temporalGate().shut();
        try {
            work.accept(door);
            api.close();
        } finally {
            stack.temporalGate().open();
        }
    }

    private UUID startedAndPaused() {
        UUID broadcast = started();
        shop.post("/v1/broadcasts/" + broadcast + "/pause", Map.of()).expect(200);
        await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("state = 'SENDING'") == 0);
        assertThat(fleet.messages("state in ('ACCEPTED', 'WAITING')")).isPositive();
        return broadcast;
    }

    private UUID started() {
        UUID broadcast = UUID.fromString(
                shop.post("/v1/broadcasts", toEveryone()).expect(201).text("id"));
        await().atMost(AcceptanceTest.SETTLED_WITHIN).until(() -> fleet.messages("state = 'SENT'") > 0);
        return broadcast;
    }

    private static Map<String, Object> toEveryone() {
        return Map.of(
                "name",
                "spring",
                "message_type",
                "promotional",
                "content",
                "News for all",
                "recipient_criteria",
                Map.of("all", List.of()),
                "start",
                true);
    }

    private void awaitStatus(String status) {
        await(status)
                .atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> fleet.broadcasts("status = '" + status + "'") == 1);
    }

    /** How many messages the provider took, none of them twice. */
    private long sentOnceEach() {
        var posts = fleet.posts(stack.simulator()::requests);
        assertThat(posts.stream().map(Post::message).distinct()).hasSameSizeAs(posts);
        return fleet.messages("state = 'SENT'");
    }
}
