package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.workflows.message.MessageActivities;
import ai.tulia.messaging.workflows.message.MessageDeliveryActivities;
import ai.tulia.messaging.workflows.message.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A message that may no longer go when it could leave is not sent: its time is looked at last of all. */
@Timeout(120)
class PostInTimeTest {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMillis(500);
    /** Half of the pool: of its connections to the ledger a tenant has no more. */
    private static final int OF_A_TENANT = 10;

    private final Days days = Days.withTwoConnections();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    /** The first one of a JVM takes its time, which these tests have not. */
    @BeforeEach
    void oneIsSent() {
        MessageRef first = ready();
        send(first);
        assertThat(days.state(first)).isEqualTo("SENT");
    }

    @AfterEach
    void endOfDays() {
        callers.close();
        days.close();
    }

    @Test
    void withoutAConnectionInTimeItIsNotSentAndWaits() throws Exception {
        MessageRef message = ready();
        List<Future<StepResult>> others = othersTakeEveryConnection(Duration.ofMillis(2_500));

        StepResult step = send(message);

        assertThat(step.kind()).isEqualTo(StepResult.Kind.WAIT);
        assertThat(step.reason()).isEqualTo("provider_busy");
        assertThat(days.state(message)).isEqualTo("WAITING");
        assertThat(days.events(message)).containsExactly("accepted", "attempt_started", "not_processed");
        for (Future<StepResult> other : others) {
            other.get();
        }
        assertThat(days.received(message)).isEmpty();
        send(message);
        assertThat(days.state(message)).isEqualTo("SENT");
        assertThat(days.received(message)).hasSize(1);
    }

    @Test
    void itsValidityEndsWhileItWaitsForAConnectionAndItIsNotSent() throws Exception {
        MessageRef message = ready();
        List<Future<StepResult>> others = othersTakeEveryConnection(Duration.ofMillis(900));
        validFor(message, SOON);

        send(message);

        for (Future<StepResult> other : others) {
            other.get();
        }
        assertThat(days.received(message)).isEmpty();
        send(message);
        assertThat(days.state(message)).isEqualTo("EXPIRED");
        assertThat(days.received(message)).isEmpty();
    }

    @Test
    void itsValidityEndsWhileItWaitsForItsRowAndItIsNotSent() throws Exception {
        MessageRef message = ready();
        Instant ends = validFor(message, SOON);
        Future<StepResult> sending;
        try (var row = days.lockRow(message)) {
            sending = callers.submit(() -> send(message));
            await().atMost(WITHIN).until(() -> Days.waitingForALock() > 0);
            await().atMost(WITHIN).until(() -> days.now().isAfter(ends));
            row.rollback();
        }

        sending.get();

        assertThat(days.received(message)).isEmpty();
        send(message);
        assertThat(days.state(message)).isEqualTo("EXPIRED");
        assertThat(days.received(message)).isEmpty();
    }

    /** What is decided, is decided once there is a connection: nothing grew old by then. */
    @Test
    void aWaitForTheLedgersConnectionIsNotHeldAgainstIt() throws Exception {
        MessageRef message = ready();
        var over = new CountDownLatch(1);
        var taken = new CountDownLatch(OF_A_TENANT);
        for (int i = 0; i < OF_A_TENANT; i++) {
            callers.execute(() -> days.inLedger(() -> {
                taken.countDown();
                return awaited(over);
            }));
        }
        taken.await();
        long begun = System.nanoTime();
        Future<StepResult> sending = callers.submit(() -> send(message));
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> System.nanoTime() - begun
                        > AttemptLimits.START_WITHIN.plusMillis(600).toNanos());

        over.countDown();

        sending.get();
        assertThat(days.state(message)).isEqualTo("SENT");
        assertThat(days.received(message)).hasSize(1);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private MessageRef ready() {
        MessageRef message = days.uncarried(days.customer(null));
        assertThat(days.bean(MessageActivities.class).reserveQuota(message, days.now()))
                .isEqualTo(StepResult.GO);
        return message;
    }

    private StepResult send(MessageRef message) {
        return days.activity(MessageDeliveryActivities.class).sendThroughTwilio(message);
    }

    private List<Future<StepResult>> othersTakeEveryConnection(Duration time) {
        MessageRef one = ready();
        MessageRef two = ready();
        Days.twilio()
                .faults(List.of(FaultRule.of(FaultMode.SLOW)
                        .withDelayMs((int) time.toMillis())
                        .forAccount(days.account())
                        .withTimes(2)));
        List<Future<StepResult>> sending = List.of(callers.submit(() -> send(one)), callers.submit(() -> send(two)));
        await().atMost(WITHIN)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Days.twilio().faults().isEmpty());
        return sending;
    }

    private Instant validFor(MessageRef message, Duration time) {
        Instant ends = days.now().plus(time);
        days.execute("update message set expires_at = '" + ends + "' where id = '" + message.messageId() + "'");
        return ends;
    }
}
