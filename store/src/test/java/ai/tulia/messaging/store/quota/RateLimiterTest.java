package ai.tulia.messaging.store.quota;

import static ai.tulia.messaging.domain.message.MessageType.PROMOTIONAL;
import static ai.tulia.messaging.domain.message.MessageType.REMINDER;
import static ai.tulia.messaging.domain.message.MessageType.RE_ENGAGEMENT;
import static ai.tulia.messaging.domain.message.MessageType.TRANSACTIONAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a sender's turns: by Redis and, while it is away, by each worker itself. */
class RateLimiterTest {
    /** Messages a second: so slow that the steps of a test take no part of a turn's time worth a mention. */
    private static final int SLOW = 1;

    @Nested
    class ByRedis extends Turns {
        private static QuotaFixture fixture;

        ByRedis() {
            super(fixture);
        }

        @BeforeAll
        static void start() {
            fixture = new QuotaFixture();
        }

        @AfterAll
        static void stop() {
            fixture.close();
        }

        @Test
        void singleMessagesTakeTheirTurnsAndBroadcastsWait() {
            IntStream.range(0, 10).forEach(i -> rateLimiter.countSingle(sender, SLOW));
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                var asked = take(TRANSACTIONAL);
                assertThat(asked.taken()).isFalse();
                assertThat(asked.pause()).isGreaterThan(Duration.ofSeconds(4));
            });
        }

        @Test
        void singleMessagesWaitWhereTheyAloneAreMoreThanTenSecondsAhead() {
            Instant now = Instant.now();
            take(TRANSACTIONAL);
            IntStream.range(0, 10).forEach(i -> rateLimiter.countSingle(sender, SLOW));
            assertThat(rateLimiter.singleDeferredUntil(sender, SLOW, TRANSACTIONAL, false, now))
                    .isEmpty();

            IntStream.range(0, 10).forEach(i -> rateLimiter.countSingle(sender, SLOW));
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(
                                    rateLimiter.singleDeferredUntil(sender, SLOW, TRANSACTIONAL, false, now))
                            .hasValueSatisfying(
                                    until -> assertThat(until).isBetween(now.plusSeconds(1), now.plusSeconds(10))));
            assertThat(rateLimiter.singleDeferredUntil(
                            "whatsapp:+" + UUID.randomUUID(), SLOW, TRANSACTIONAL, false, now))
                    .isEmpty();
        }
    }

    @Nested
    class WhileRedisIsAway extends Turns {
        private static QuotaFixture fixture;

        WhileRedisIsAway() {
            super(fixture);
        }

        @BeforeAll
        static void loseIt() {
            fixture = QuotaFixture.asInProduction();
            fixture.redis.stop();
        }

        @AfterAll
        static void stop() {
            fixture.context.close();
        }
    }

    abstract static class Turns {
        final RateLimiter rateLimiter;
        final String sender = "whatsapp:+" + UUID.randomUUID();

        Turns(QuotaFixture fixture) {
            rateLimiter = fixture.context.getBean(RateLimiter.class);
        }

        @Test
        void eachPriorityMayBeAheadByOneGroupMoreThanTheNextLowerOne() {
            assertThat(takenUntilRefused(RE_ENGAGEMENT)).isEqualTo(1);
            assertThat(takenUntilRefused(PROMOTIONAL)).isEqualTo(1);
            assertThat(takenUntilRefused(REMINDER)).isEqualTo(1);
            assertThat(takenUntilRefused(TRANSACTIONAL)).isEqualTo(1);
        }

        @Test
        void eachTurnComesItsTimeAfterTheOneBefore() {
            List<Duration> pauses = IntStream.range(0, 4)
                    .mapToObj(i -> take(TRANSACTIONAL).pause())
                    .toList();
            for (int i = 0; i < 4; i++) {
                assertThat(pauses.get(i)).isBetween(Duration.ofMillis(i * 1_000 - 900), Duration.ofSeconds(i));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 3, 80, 1_000, 20_000})
        void whatALowerPriorityTookAheadNeverRefusesAHigherOne(int perSecond) {
            int group = new BroadcastRateLimit(perSecond).batch();
            for (MessageType type : List.of(RE_ENGAGEMENT, PROMOTIONAL, REMINDER, TRANSACTIONAL)) {
                assertThat(rateLimiter
                                .takeOfSender(sender, group, perSecond, type)
                                .taken())
                        .as("%s at %d a second", type, perSecond)
                        .isTrue();
                // All that it may.
                IntStream.range(0, 10).forEach(i -> rateLimiter.takeOfSender(sender, group, perSecond, type));
            }
        }

        @Test
        void whileAHigherPriorityKeepsItsSenderBusyALowerOneGetsNoPermit() {
            takenUntilRefused(TRANSACTIONAL);
            var taken = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        if (take(TRANSACTIONAL).taken()) {
                            taken.incrementAndGet();
                        }
                        assertThat(take(PROMOTIONAL).taken()).isFalse();
                        return taken.get() == 3;
                    });
        }

        @Test
        void turnsGivenBackAreForOthers() {
            takenUntilRefused(PROMOTIONAL);
            assertThat(take(PROMOTIONAL).taken()).isFalse();
            rateLimiter.giveBackToSender(sender, 1, SLOW);
            assertThat(take(PROMOTIONAL).taken()).isTrue();
        }

        @Test
        void whatIsUrgentDoesNotWaitBehindSingleMessagesThatAreNot() {
            Instant now = Instant.now();
            untilItWaits(PROMOTIONAL);

            assertThat(rateLimiter.singleDeferredUntil(sender, SLOW, PROMOTIONAL, false, now))
                    .isPresent();
            assertThat(rateLimiter.singleDeferredUntil(sender, SLOW, TRANSACTIONAL, false, now))
                    .isEmpty();
        }

        private void untilItWaits(MessageType type) {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        boolean waits = rateLimiter
                                .singleDeferredUntil(sender, SLOW, type, false, Instant.now())
                                .isPresent();
                        if (!waits) {
                            rateLimiter.countSingle(sender, SLOW);
                        }
                        return waits;
                    });
        }

        /** One that waits: it asks at that time. */
        private record Waiter(Instant at) implements Delayed {
            @Override
            public long getDelay(TimeUnit unit) {
                return unit.convert(Duration.between(Instant.now(), at));
            }

            @Override
            public int compareTo(Delayed other) {
                return at.compareTo(((Waiter) other).at);
            }
        }

        @Test
        void thoseThatWaitAskAgainOneAfterTheOtherAndNotAllAtOnce() throws InterruptedException {
            int perSecond = 200;
            int waiting = 1_000;
            // All that may go at once.
            IntStream.range(0, 10 * perSecond).forEach(i -> rateLimiter.countSingle(sender, perSecond));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> rateLimiter
                            .singleDeferredUntil(sender, perSecond, PROMOTIONAL, false, Instant.now())
                            .isPresent());
            var line = new DelayQueue<Waiter>();
            IntStream.range(0, waiting).forEach(i -> line.add(new Waiter(Instant.now())));

            int asked = 0;
            while (!line.isEmpty()) {
                Waiter next = line.take();
                boolean waited = asked++ >= waiting;
                rateLimiter
                        .singleDeferredUntil(sender, perSecond, TRANSACTIONAL, waited, next.at())
                        .ifPresentOrElse(
                                until -> line.add(new Waiter(until)), () -> rateLimiter.countSingle(sender, perSecond));
            }

            assertThat(asked).as("asked by %d", waiting).isLessThan(3 * waiting);
        }

        @Test
        void oneSendersTurnsAreNotAnothers() {
            takenUntilRefused(TRANSACTIONAL);
            assertThat(rateLimiter
                            .takeOfSender(sender + "0", 1, SLOW, RE_ENGAGEMENT)
                            .pause())
                    .isZero();
        }

        RateLimiter.Permits take(MessageType type) {
            return rateLimiter.takeOfSender(sender, 1, SLOW, type);
        }

        private int takenUntilRefused(MessageType type) {
            int taken = 0;
            while (take(type).taken()) {
                taken++;
            }
            return taken;
        }
    }
}
