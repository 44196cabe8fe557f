package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.standalone.checker.Post;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A limit holds for whom it was set, and for nobody else. */
class LimitScopesAcceptanceTest {
    private static final int CUSTOMERS = 300;
    private static final int LIMIT = 60;
    private static final int OF_SENDER = 100;
    private static final int OF_BROADCAST = 20;

    private final AcceptanceStack stack = AcceptanceStack.running();

    @Test
    void limitsHoldByTenantSenderAndBroadcast() {
        var limited = new Fleet(stack, 0, 1, CUSTOMERS, LIMIT);
        var free = new Fleet(stack, 0, 1, CUSTOMERS, null).rateLimit(OF_SENDER).sharingItsSenderWith(limited);
        Shop shop = free.shops().getFirst();
        UUID slow = free.broadcast(shop, Map.of("max_per_second", OF_BROADCAST));
        UUID fast = free.broadcast(shop, Map.of());
        limited.broadcast(limited.shops().getFirst(), Map.of());

        var arrivals = new Arrivals(stack, free);
        arrivals.awaitEnd(fast);
        arrivals.awaitEnd(slow);
        await().atMost(AcceptanceTest.SETTLED_WITHIN)
                .until(() -> limited.messages("state in ('ACCEPTED', 'SENDING')") == 0);

        assertThat(limited.messages("status = 'sent'")).as("the tenant's limit").isEqualTo(LIMIT);
        assertThat(free.messages("status = 'sent'")).as("nobody else's").isEqualTo(2 * CUSTOMERS);
        assertThat(perSecond(arrivals.of(slow), OF_BROADCAST)).isLessThanOrEqualTo(OF_BROADCAST);
        List<Post> ofSender = Stream.concat(
                        free.posts(stack.simulator()::requests).stream(),
                        limited.posts(stack.simulator()::requests).stream())
                .sorted(Comparator.comparing(Post::at))
                .toList();
        assertThat(perSecond(ofSender, OF_SENDER)).isLessThanOrEqualTo(OF_SENDER);
    }

    /** Over the whole time; the first groups may go at once, for what was not used before. */
    private static double perSecond(List<Post> posts, int rateLimit) {
        int atOnce = BroadcastRateLimit.BATCHES_AT_ONCE * new BroadcastRateLimit(rateLimit).batch();
        double seconds =
                Duration.between(posts.getFirst().at(), posts.getLast().at()).toMillis() / 1e3;
        return (posts.size() - atOnce) / seconds;
    }
}
