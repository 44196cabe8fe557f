package ai.tulia.messaging.activities.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.activities.testing.Days;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.workflows.message.MessageActivities;
import ai.tulia.messaging.workflows.message.MessageDeliveryActivities;
import ai.tulia.messaging.workflows.message.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody gives a message another time while a step of its workflow is about to decide by the old one. */
@Timeout(300)
class RescheduleRaceTest {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int ROUNDS = 120;
    /** So many that the units which come free together are enough for all that wait. */
    private static final int LIMIT = 500;

    private final Days days = Days.today();
    private final ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor();

    /** What holds the message at its old time. */
    private enum Rule {
        QUIET_HOURS,
        NO_PLACE,
        NONE
    }

    private enum Asks {
        DECIDE,
        RESERVE,
        SEND
    }

    /** When the step begins, told by how far the reschedule is. */
    private enum Begins {
        BEFORE,
        WHILE_IT_HOLDS_THE_ROW,
        AFTER_ITS_COMMIT,
        AFTERWARDS
    }

    @AfterEach
    void endOfDays() {
        worker.close();
        days.close();
    }

    @Test
    void rescheduledAfterItsReservationItIsNotSentWithoutOne() {
        days.limit(1);
        MessageRef message = days.uncarried(days.customer(null));
        assertThat(steps().reserveQuota(message, days.now())).isEqualTo(StepResult.GO);
        Instant soon = days.now().plusMillis(200);
        assertThat(days.reschedule(message, soon, () -> {}, () -> {})).isTrue();
        // Another message gets the unit that it gave back.
        MessageRef other = days.uncarried(days.customer(null));
        assertThat(steps().reserveQuota(other, days.now())).isEqualTo(StepResult.GO);
        await().atMost(WITHIN).until(() -> days.now().isAfter(soon));

        StepResult step = send(message);

        assertThat(step.kind()).isEqualTo(StepResult.Kind.WAIT);
        assertThat(days.state(message)).isEqualTo("WAITING");
        assertThat(days.column(message, "attempt")).isEqualTo("0");
        assertThat(days.posts()).isEmpty();
        assertThat(steps().reserveQuota(message, days.now()).reason()).isEqualTo("daily_limit");
        assertThat(send(other).status()).isEqualTo("sent");
        assertThat(days.posts()).hasSize(1);
    }

    /** Redis has granted the unit, and the row does not say so yet. */
    @Test
    void rescheduledDuringItsReservationItDoesNotKeepAPlaceThatItGaveBack() throws Exception {
        days.limit(1);
        MessageRef message = days.uncarried(days.customer(null));
        MessageRef other = days.uncarried(days.customer(null));
        days.execute("create function wait_here() returns trigger language plpgsql as $$ begin"
                + " if current_query() like 'update message set reserved_at = $1%'"
                + " then perform pg_advisory_xact_lock_shared(42); end if; return null; end $$");
        days.execute("create trigger wait_here before update on message"
                + " for each statement execute function wait_here()");
        Instant soon;
        try (var locked = days.lockRow(other)) {
            locked.createStatement().execute("select pg_advisory_xact_lock(42)");
            Future<StepResult> reserving = worker.submit(() -> steps().reserveQuota(message, days.now()));
            await().atMost(WITHIN).until(() -> Days.waitingForALock() > 0);
            soon = days.now().plusMillis(300);
            Instant moved = soon;
            Future<Boolean> moving = worker.submit(() -> days.reschedule(message, moved, () -> {}, () -> {}));
            await().atMost(WITHIN).until(() -> moving.isDone() || Days.waitingForALock() == 2);
            locked.rollback();
            reserving.get();
            assertThat(moving.get()).isTrue();
        } finally {
            days.execute("drop trigger wait_here on message");
            days.execute("drop function wait_here");
        }
        assertThat(days.column(message, "reserved_at")).isNull();
        assertThat(steps().reserveQuota(other, days.now())).isEqualTo(StepResult.GO);
        await().atMost(WITHIN).until(() -> days.now().isAfter(soon));
        assertThat(send(message).kind()).isEqualTo(StepResult.Kind.WAIT);
        assertThat(send(other).status()).isEqualTo("sent");
        assertThat(days.posts()).hasSize(1);
    }

    @Test
    void anAcknowledgedTimeIsNeverOverwrittenByADecisionOnTheOldOne() throws Exception {
        long seed = Long.getLong("tulia.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var acknowledged = new EnumMap<Begins, Integer>(Begins.class);
        days.limit(LIMIT);
        days.takeUnits(LIMIT, days.now().minus(Duration.ofHours(6)));
        for (int round = 0; round < ROUNDS; round++) {
            Rule rule = one(random, Rule.values());
            Asks asks = one(random, Asks.values());
            Begins begins = one(random, Begins.values());
            String what = "seed %d, round %d: %s, %s, %s".formatted(seed, round, rule, asks, begins);
            if (isAcknowledged(random, rule, asks, begins, what)) {
                acknowledged.merge(begins, 1, Integer::sum);
            }
        }
        assertThat(acknowledged).as("seed %d", seed).containsKeys(Begins.values());
    }

    private boolean isAcknowledged(Random random, Rule rule, Asks asks, Begins begins, String what) throws Exception {
        days.quiet(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        days.limit(rule == Rule.NO_PLACE ? LIMIT : LIMIT + 2 * ROUNDS);
        MessageRef message = days.uncarried(days.customer(null));
        if (asks == Asks.SEND && rule != Rule.NO_PLACE) {
            assertThat(steps().reserveQuota(message, days.now())).isEqualTo(StepResult.GO);
        }
        if (rule == Rule.QUIET_HOURS) {
            LocalTime now = LocalTime.ofInstant(days.now(), ZONE);
            days.quiet(now.minusHours(1), now.plusHours(1));
        }
        // Neither in those quiet hours nor before a unit comes free.
        Instant asked = days.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .plus(Duration.ofDays(1 + random.nextInt(5)))
                .plus(Duration.ofMinutes(240 + random.nextInt(900)));
        Map<Begins, Future<StepResult>> running = new EnumMap<>(Begins.class);
        Runnable begin = () -> running.put(begins, worker.submit(() -> ask(asks, message)));
        if (begins == Begins.BEFORE) {
            begin.run();
            spin(random.nextInt(4_000_000));
        }
        boolean moved = days.reschedule(
                message,
                asked,
                () -> {
                    if (begins == Begins.WHILE_IT_HOLDS_THE_ROW) {
                        begin.run();
                        // It read what it reads without the lock, and waits for the lock now.
                        await().atMost(WITHIN)
                                .pollInterval(Duration.ofMillis(2))
                                .until(() -> running.get(begins).isDone() || Days.waitingForALock() > 0);
                    }
                },
                () -> {
                    if (begins == Begins.AFTER_ITS_COMMIT) {
                        begin.run();
                    }
                });
        if (begins == Begins.AFTERWARDS) {
            begin.run();
        }
        Future<StepResult> step = running.get(begins);
        if (step != null) {
            step.get();
        }
        if (moved) {
            assertThat(days.state(message)).as(what).isEqualTo("WAITING");
            assertThat(days.instant(message, "not_before")).as(what).isEqualTo(asked);
            assertThat(days.instant(message, "wake_at")).as(what).isEqualTo(asked);
            assertThat(days.received(message)).as(what).isEmpty();
        } else {
            assertThat(days.received(message)).as(what).hasSize(1);
        }
        return moved;
    }

    private StepResult ask(Asks asks, MessageRef message) {
        return switch (asks) {
            case DECIDE -> steps().decideDispatch(message, days.now());
            case RESERVE -> steps().reserveQuota(message, days.now());
            case SEND -> send(message);
        };
    }

    private MessageActivities steps() {
        return days.bean(MessageActivities.class);
    }

    private StepResult send(MessageRef message) {
        return days.activity(MessageDeliveryActivities.class).sendThroughTwilio(message);
    }

    /** No wait for anything: a moment that the seed chose. */
    private static void spin(int nanos) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < nanos) {
            Thread.onSpinWait();
        }
    }

    private static <T> T one(Random random, T[] of) {
        return of[random.nextInt(of.length)];
    }
}
