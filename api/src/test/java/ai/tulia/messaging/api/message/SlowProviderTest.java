package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A provider that is slow for one tenant does not slow the others, whose callers wait, too. */
class SlowProviderTest extends MessageTest {
    private static final int CONNECTIONS = 8;
    private static final int SLOW_CALLERS = 30;
    private static final Duration SLOW = Duration.ofSeconds(4);

    private static TestApi narrow;

    @BeforeAll
    static void fewConnections() {
        var properties = properties(ledger(), redis(), freePort());
        properties.add("tulia.twilio.connections=" + CONNECTIONS);
        properties.add("tulia.temporal.start-within=300ms");
        narrow = TestApi.start(properties);
    }

    @AfterAll
    static void stop() {
        narrow.context().close();
    }

    @AfterEach
    void providerIsWell() {
        twilio().faults(List.of());
    }

    @Test
    void oneTenantsSlowProviderTakesHalfOfTheConnectionsAndSlowsNobodyElse() throws Exception {
        Shop slow = new Shop(narrow, narrow.tenant(ledger()), ledger()).withAnAccount();
        List<Shop> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(new Shop(narrow, narrow.tenant(ledger()), ledger()).withAnAccount());
        }
        others.forEach(Shop::hello); // the first use of anything is slow
        twilio().faults(List.of(
                FaultRule.of(FaultMode.SLOW).withDelayMs((int) SLOW.toMillis()).forAccount(slow.account())));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < SLOW_CALLERS; i++) {
                calls.add(threads.submit(slow::hello));
            }
            await().until(() -> slow.count("message where state = 'SENDING'") == CONNECTIONS / 2
                    && slow.count("message where state = 'WAITING'") == SLOW_CALLERS - CONNECTIONS / 2);

            for (Shop other : others) {
                long begun = System.nanoTime();
                Answer sent = other.hello();
                assertThat(sent.status()).as(sent.body()).isEqualTo(201);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SLOW.dividedBy(2));
            }

            assertThat(slow.count("message where state = 'SENDING'")).isEqualTo(CONNECTIONS / 2);
            var statuses = new ArrayList<Integer>();
            for (Future<Answer> call : calls) {
                statuses.add(call.get().status());
            }
            assertThat(statuses).filteredOn(status -> status == 201).hasSize(CONNECTIONS / 2);
            assertThat(statuses).filteredOn(status -> status == 202).hasSize(SLOW_CALLERS - CONNECTIONS / 2);
        }
        assertThat(slow.count("message where waiting_reason = 'provider_busy' and wake_at is not null"))
                .isEqualTo(SLOW_CALLERS - CONNECTIONS / 2);
        assertThat(slow.received()).hasSize(CONNECTIONS / 2);
    }
}
