package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What one tenant sends to many does not slow another's single messages. Only where a real server was given: the Java
 * test server knows neither priority nor fairness.
 */
@EnabledIfSystemProperty(named = RealServers.ADDRESSES, matches = ".+")
class NoisyTenantAcceptanceTest {
    private static final int SAMPLES = 20;
    /** Messages a second: a hundred times one a second is what is promised. */
    private static final int NOISE = 300;
    /** What a collection or another process of a small machine takes. */
    private static final Duration DISTURBED = Duration.ofMillis(250);

    /** Long enough for batches of another's broadcast to be sent meanwhile. */
    private static final Duration AT_LEAST = Duration.ofSeconds(3);

    private static final int ROUNDS = 3;

    private final AcceptanceStack stack = AcceptanceStack.running();

    @Test
    void aNoisyTenantDoesNotSlowAQuietOne() {
        var quiet = new Fleet(stack, 0, 1, SAMPLES, null);
        var noisy = new Fleet(stack, 0, 1, 10_000, null).rateLimit(NOISE);
        sample(quiet);
        boolean held = false;
        for (int round = 0; round < ROUNDS && !held; round++) {
            Duration alone = sample(quiet);
            UUID broadcast = noisy.broadcast(noisy.shops().getFirst(), Map.of());
            new Arrivals(stack, noisy).awaitSome(broadcast, 500);
            long before = noisy.messages("state = 'SENT'");
            Duration beside = sample(quiet);
            long noise = noisy.messages("state = 'SENT'") - before;
            noisy.steer(noisy.shops().getFirst(), broadcast, "cancel");
            // What the provider did not answer in time is reconciled later.
            await().atMost(AcceptanceTest.SETTLED_WITHIN)
                    .until(() -> noisy.messages("state in ('ACCEPTED', 'WAITING', 'SENDING')") == 0);
            System.out.printf("p95 alone %s, beside %d messages of another %s%n", alone, noise, beside);
            assertThat(noise).as("the noise went on").isPositive();
            held = beside.compareTo(alone.multipliedBy(2).plus(DISTURBED)) <= 0;
        }
        assertThat(held)
                .as("twice its value alone at most, in one of %d rounds", ROUNDS)
                .isTrue();
    }

    /** The 95th percentile of how long its immediate messages take, one after the other. */
    private static Duration sample(Fleet quiet) {
        Shop shop = quiet.shops().getFirst();
        List<UUID> customers = quiet.customers(shop).toList();
        List<Duration> took = new ArrayList<>();
        long started = System.nanoTime();
        for (int n = 0; n < SAMPLES || System.nanoTime() - started < AT_LEAST.toNanos(); n++) {
            long begun = System.nanoTime();
            quiet.single(shop, customers.get(n % customers.size()));
            took.add(Duration.ofNanos(System.nanoTime() - begun));
        }
        took.sort(Comparator.naturalOrder());
        assertThat(quiet.messages("status <> 'sent'")).isZero();
        return took.get(took.size() * 95 / 100 - 1);
    }
}
