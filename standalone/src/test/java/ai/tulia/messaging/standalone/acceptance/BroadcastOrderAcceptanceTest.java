package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.standalone.checker.Post;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Who goes first when several broadcasts share a sender or a worker, by the order in which the provider received them. Only
 * where a real server was given: the Java test server knows neither priority nor fairness.
 */
@EnabledIfSystemProperty(named = RealServers.ADDRESSES, matches = ".+")
class BroadcastOrderAcceptanceTest {
    private static final int MANY = 2_000;

    private final AcceptanceStack stack = AcceptanceStack.running();

    @Test
    void aSmallBroadcastStartedLaterIsNotStuckBehindABigOne() {
        var fleet = new Fleet(stack, 0, 1, 2 * MANY, null).rateLimit(200);
        var arrivals = new Arrivals(stack, fleet);
        Shop shop = fleet.shops().getFirst();
        UUID big = fleet.broadcast(shop, Map.of());
        arrivals.awaitSome(big, 100);

        Instant started = Instant.now();
        UUID small = fleet.broadcastTo(shop, 100, "promotional");
        arrivals.awaitEnd(small);

        long meanwhile = arrivals.between(big, started, arrivals.end(small));
        System.out.printf("%d of %d of the big one were received until the small one's last%n", meanwhile, 2 * MANY);
        assertThat(meanwhile).isLessThan(MANY);
        end(fleet, big);
    }

    @Test
    void transactionalGoesBeforePromotional() {
        var fleet = new Fleet(stack, 0, 1, MANY, null).rateLimit(100);
        var arrivals = new Arrivals(stack, fleet);
        Shop shop = fleet.shops().getFirst();
        UUID promotional = fleet.broadcast(shop, Map.of());
        arrivals.awaitSome(promotional, 100);

        UUID transactional = fleet.broadcastTo(shop, 500, "transactional");
        arrivals.awaitEnd(transactional);

        List<Post> posts = arrivals.of(transactional);
        // Past its probe, and past what the promotional one had taken ahead.
        Instant begun = posts.get(100).at();
        long meanwhile = arrivals.between(promotional, begun, posts.getLast().at());
        long before = arrivals.between(promotional, Instant.MIN, posts.getLast().at());
        System.out.printf(
                "%d promotional ones between the 100th and the 500th transactional one, which took %s; %d of %d before its end%n",
                meanwhile, Duration.between(begun, posts.getLast().at()), before, MANY);
        assertThat(before).isLessThan(MANY / 2);
        assertThat(meanwhile).isLessThan(100);
        end(fleet, promotional);
    }

    /** By what went out, not by the clock: together they ask for more than a small machine can do. */
    @Test
    void aTenantsThousandIsNotDelayedByAnothersMany() {
        var few = new Fleet(stack, 0, 1, 1_000, null).rateLimit(2_000);
        var many = new Fleet(stack, 0, 1, 5 * MANY, null).rateLimit(2_000);
        var noise = new Arrivals(stack, many);
        List<UUID> noisy = Stream.generate(() -> many.broadcast(many.shops().getFirst(), Map.of()))
                .limit(3)
                .toList();
        noisy.forEach(broadcast -> noise.awaitSome(broadcast, 100));

        Instant started = Instant.now();
        UUID thousand = few.broadcast(few.shops().getFirst(), Map.of());
        var arrivals = new Arrivals(stack, few);
        arrivals.awaitEnd(thousand);

        Instant begun = arrivals.of(thousand).getFirst().at();
        List<Long> meanwhile = noisy.stream()
                .map(broadcast -> noise.between(broadcast, begun, arrivals.end(thousand)))
                .toList();
        System.out.printf(
                "of the many, %s went out while the thousand did, in %s after %s%n",
                meanwhile, Duration.between(begun, arrivals.end(thousand)), Duration.between(started, begun));
        assertThat(meanwhile)
                .as("it was there before any of them was a third through")
                .allMatch(others -> others < 5 * MANY / 3);
        assertThat(many.messages("state in ('ACCEPTED', 'WAITING')"))
                .as("the many were still under way")
                .isPositive();
        noisy.forEach(broadcast -> end(many, broadcast));
    }

    /** What is left of it is nothing for the next test: what the provider did not answer in time is reconciled later. */
    private static void end(Fleet fleet, UUID broadcast) {
        fleet.steer(fleet.shops().getFirst(), broadcast, "cancel");
        await("everything closed")
                .atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> fleet.messages(
                                "broadcast_id = '" + broadcast + "' and state in ('ACCEPTED', 'WAITING', 'SENDING')")
                        == 0);
    }
}
