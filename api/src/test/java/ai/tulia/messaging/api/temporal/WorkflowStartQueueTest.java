package ai.tulia.messaging.api.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkflowStartQueueTest {
    private static final int AT_ONCE = 2;
    private static final int WAITING = 3;

    private final CountDownLatch temporalAnswers = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();

    @Test
    void aStartThatHangsKeepsNoCallerAndWhatIsTooMuchIsLeft() {
        try (var queue = new WorkflowStartQueue(AT_ONCE, WAITING, Duration.ofSeconds(30))) {
            for (int i = 0; i < 10; i++) {
                queue.add(UUID.randomUUID(), this::start);
            }
            await().until(() -> begun.get() == AT_ONCE);
            assertThat(queue.waiting()).isEqualTo(WAITING);
            assertThat(started).hasValue(0);

            temporalAnswers.countDown();
            await().until(() -> started.get() == AT_ONCE + WAITING);
        }
        assertThat(begun).hasValue(AT_ONCE + WAITING);
    }

    @Test
    void theEndOfTheProcessWaitsForWhatIsInLine() {
        try (var queue = new WorkflowStartQueue(AT_ONCE, WAITING, Duration.ofSeconds(30))) {
            for (int i = 0; i < AT_ONCE + WAITING; i++) {
                queue.add(UUID.randomUUID(), this::start);
            }
            temporalAnswers.countDown();
        }
        assertThat(started).hasValue(AT_ONCE + WAITING);
    }

    @Test
    void butNoLongerThanItMay() {
        var queue = new WorkflowStartQueue(AT_ONCE, WAITING, Duration.ofMillis(50));
        for (int i = 0; i < AT_ONCE + WAITING; i++) {
            queue.add(UUID.randomUUID(), this::start);
        }
        await().until(() -> begun.get() == AT_ONCE);

        queue.close();
        queue.add(UUID.randomUUID(), this::start);

        assertThat(begun).hasValue(AT_ONCE);
        assertThat(started).hasValue(0);
    }

    private void start() {
        begun.incrementAndGet();
        try {
            temporalAnswers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        started.incrementAndGet();
    }
}
