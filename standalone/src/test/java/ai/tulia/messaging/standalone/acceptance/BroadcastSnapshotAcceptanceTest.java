package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.standalone.checker.Verdict;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An audience that cannot be written down, for a reason that trying again does not help, stops its broadcast. */
class BroadcastSnapshotAcceptanceTest {
    private static final int CUSTOMERS = 120;

    private final AcceptanceStack stack = AcceptanceStack.running();
    private final Fleet fleet = new Fleet(stack, 0, 1, CUSTOMERS, null).rateLimit(200);
    private final Shop shop = fleet.shops().getFirst();

    @Test
    void itIsPausedWithTheReasonAndFixedAndResumedEverybodyGetsItOnce() {
        // Where the audience is written down.
        stack.ledger().execute("revoke insert on message from tulia_app");
        UUID broadcast;
        try {
            broadcast = fleet.broadcast(shop, Map.of());
            awaitStatus(broadcast, "paused");
        } finally {
            stack.ledger().execute("grant insert on message to tulia_app");
        }
        assertThat(view(broadcast).text("paused_reason")).isEqualTo("snapshot_failed");
        assertThat(fleet.messages("true")).isZero();

        assertThat(fleet.steer(shop, broadcast, "resume")).isEqualTo("running");

        awaitStatus(broadcast, "completed");
        Verdict verdict = fleet.verdict(stack.simulator()::requests);
        assertThat(verdict.violations().found()).as(verdict.toString()).isEmpty();
        assertThat(verdict.posted()).hasSize(CUSTOMERS);
        assertThat(verdict.ended()).hasSize(CUSTOMERS);
    }

    private void awaitStatus(UUID broadcast, String status) {
        await(status)
                .atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> view(broadcast).text("status").equals(status));
    }

    private Answer view(UUID broadcast) {
        return shop.get("/v1/broadcasts/" + broadcast).expect(200);
    }
}
