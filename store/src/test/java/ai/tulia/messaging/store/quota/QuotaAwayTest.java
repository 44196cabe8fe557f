package ai.tulia.messaging.store.quota;

import static ai.tulia.messaging.store.quota.QuotaFixture.NOON;
import static ai.tulia.messaging.store.quota.QuotaFixture.counted;
import static ai.tulia.messaging.store.quota.QuotaFixture.limited;
import static ai.tulia.messaging.store.quota.QuotaFixture.until;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.quota.QuotaAnswer.Verdict;
import ai.tulia.messaging.domain.quota.QuotaUsage;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** Redis stopped, flushed or frozen. */
class QuotaAwayTest {
    /** The design's bound is 200 ms; a loaded build machine gets twice that. */
    private static final long BOUND_MS = 400;

    private static QuotaFixture fixture;
    private UUID tenant;

    @BeforeAll
    static void start() {
        fixture = QuotaFixture.asInProduction();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @BeforeEach
    void aTenant() {
        tenant = fixture.tenant();
    }

    @Test
    void whileRedisIsStoppedOpenTypesAreGrantedAndJournaledAndClosedOnesWait() {
        MessageRef before = fixture.message(tenant);
        fixture.reservations.reserve(before, limited(5, NOON));
        fixture.redis.stop();
        try {
            assertPolicyHolds();
            var dup = fixture.reservations.reserve(before, limited(5, NOON));
            assertThat(dup.answer().verdict())
                    .as("a unit held is not asked for again")
                    .isEqualTo(Verdict.GRANTED);
            QuotaUsage usage = fixture.counters.usage(tenant, 2L, NOON.plusSeconds(2));
            assertThat(usage).isEqualTo(new QuotaUsage(2, 2L, 0, NOON.plus(ofHours(24)), QuotaUsage.Source.LEDGER));
        } finally {
            fixture.redis.restart();
        }
        fixture.writeBackUntilDone();
        assertThat(fixture.counters.usage(tenant, 2L, NOON.plusSeconds(2)).used())
                .isEqualTo(2);
    }

    @Test
    void whileRedisIsFrozenTheAnswerComesInTimeAndTheJournalIsWrittenBackWithItsOwnIdsAndTimes() {
        fixture.reservations.reserve(fixture.message(tenant), limited(5, NOON));
        MessageRef journaled;
        fixture.redis.pause();
        try {
            journaled = assertPolicyHolds();
            assertThat(fixture.context.getBean(QuotaJournalSweeper.class).writeBack())
                    .isZero();
        } finally {
            fixture.redis.resume();
        }
        fixture.writeBackUntilDone();
        var log = fixture.context
                .getBean(RedissonClient.class)
                .getScoredSortedSet("q:{" + tenant + "}:log", StringCodec.INSTANCE);
        assertThat(log.getScore(journaled.messageId().toString()))
                .isEqualTo((double) NOON.plusSeconds(1).toEpochMilli());
        assertThat(fixture.context.getBean(QuotaJournalSweeper.class).writeBack())
                .isZero();
    }

    @Test
    void whatWasGrantedWhileRedisWasFrozenCountsFromTheMomentItAnswers() {
        fixture.reservations.reserve(fixture.message(tenant), limited(3, NOON));
        fixture.redis.pause();
        try {
            for (UUID id : fixture.messages(tenant, 2)) {
                fixture.reservations.reserve(new MessageRef(tenant, id), counted(3, NOON.plusSeconds(1)));
            }
        } finally {
            fixture.redis.resume();
        }
        UUID late = fixture.message(tenant).messageId();
        var answer = new QuotaAnswer[1];
        until("Redis answers", () -> {
            answer[0] = fixture.reservations
                    .reserve(new MessageRef(tenant, late), limited(3, NOON.plusSeconds(2)))
                    .answer();
            return answer[0].verdict() != Verdict.UNAVAILABLE;
        });
        assertThat(answer[0].verdict()).isEqualTo(Verdict.DENIED);
        assertThat(answer[0].used()).isEqualTo(3);
    }

    @Test
    void theTenantIsWarnedOfPlacesTakenWhileNobodyCounted() {
        fixture.ledger.execute("insert into tier (name, daily_limit) values ('five', 5)");
        fixture.ledger.execute("update tenant set tier = 'five' where tenant_id = '" + tenant + "'");
        fixture.redis.stop();
        try {
            for (UUID id : fixture.messages(tenant, 5)) {
                fixture.reservations.reserve(new MessageRef(tenant, id), counted(5, null));
            }
        } finally {
            fixture.redis.restart();
        }
        fixture.writeBackUntilDone();
        assertThat(fixture.ledger.queryText("select string_agg(kind || ' ' || (detail->>'used'), ', ' order by kind)"
                        + " from notice where tenant_id = '" + tenant + "'"))
                .isEqualTo("quota_100 5, quota_80 5");
    }

    @Test
    void frozenOrStoppedNinetyFivePercentAnswerWithinTheBoundAndNoThreadsPileUp() throws Exception {
        fixture.reservations.reserve(fixture.message(tenant), counted(5, NOON));
        int threads = Thread.activeCount();
        fixture.redis.pause();
        try {
            assertThat(AnswerTimes.p95(fixture, tenant, 400, BOUND_MS)).isLessThan(BOUND_MS);
        } finally {
            fixture.redis.resume();
        }
        fixture.answersAgain(tenant);
        fixture.redis.stop();
        try {
            assertThat(AnswerTimes.p95(fixture, tenant, 400, BOUND_MS)).isLessThan(BOUND_MS);
        } finally {
            fixture.redis.restart();
        }
        fixture.answersAgain(tenant);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 8);
    }

    @Test
    void aProcessStartsWithoutRedisAndFindsItLater() {
        fixture.redis.stop();
        try (var process = fixture.process("tulia.redis.timeout=1s")) {
            var counters = process.getBean(QuotaCounters.class);
            assertThat(counters.look(tenant, limited(1, NOON))).isEqualTo(QuotaAnswer.UNAVAILABLE);
            fixture.redis.restart();
            until("it is found", () -> counters.look(tenant, limited(1, NOON)).verdict() == Verdict.GRANTED);
        }
        fixture.answersAgain(tenant);
    }

    @Test
    void aReleaseTakesAJournaledPlaceOffTheJournal() {
        fixture.redis.stop();
        try {
            MessageRef ref = fixture.message(tenant);
            fixture.reservations.reserve(ref, counted(5, NOON));
            fixture.release(ref);
            assertThat(fixture.journal(ref)).isEqualTo("0");
        } finally {
            fixture.redis.restart();
        }
        fixture.answersAgain(tenant);
    }

    @Test
    void aQueueReleasedWhileRedisWasFrozenIsInNobodysWayAfterTheWriteBack() {
        var queue = new QuotaQueue(fixture, tenant);
        List<UUID> waiting = queue.of(2_000);
        fixture.redis.pause();
        try {
            // The breaker opens: what is released now does not reach Redis, not even late.
            for (int i = 0; i < 6; i++) {
                queue.look();
            }
            fixture.end(tenant, waiting);
            fixture.counters.releaseInRedis(tenant, waiting);
        } finally {
            fixture.redis.resume();
        }
        until("Redis answers", () -> queue.look().verdict() != Verdict.UNAVAILABLE);
        assertThat(queue.look().ahead()).isGreaterThan(1_000);
        fixture.writeBackUntilDone();
        queue.assertNobodyWaits();
    }

    @Test
    void aQueueWhoseWorkerDiedBetweenItsEndAndItsReleaseIsInNobodysWayAfterTheWriteBack() {
        var queue = new QuotaQueue(fixture, tenant);
        fixture.end(tenant, queue.of(1_200));
        assertThat(queue.look().ahead()).isEqualTo(1_200);
        fixture.writeBackUntilDone();
        queue.assertNobodyWaits();
    }

    @Test
    void aReleaseWrittenBackLateLeavesThePlaceThatTheMessageTookAgain() {
        MessageRef again = fixture.message(tenant);
        MessageRef ended = fixture.message(tenant);
        for (MessageRef ref : List.of(again, ended)) {
            fixture.reservations.reserve(ref, limited(5, NOON));
        }
        fixture.end(tenant, List.of(again.messageId(), ended.messageId()));
        fixture.ledger.execute(
                "update message set status = 'pending', state = 'WAITING' where id = '" + again.messageId() + "'");
        fixture.reservations.reserve(again, limited(5, NOON.plusSeconds(1)));
        fixture.writeBackUntilDone();
        assertThat(fixture.counters.usage(tenant, 5L, NOON.plusSeconds(2)).used())
                .isEqualTo(1);
    }

    private MessageRef assertPolicyHolds() {
        MessageRef open = fixture.message(tenant);
        MessageRef closed = fixture.message(tenant);
        var reservation = fixture.reservations.reserve(open, counted(1, NOON.plusSeconds(1)));
        assertThat(reservation.answer().verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(reservation.journaled()).isTrue();
        assertThat(reservation.grantedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(fixture.journal(open)).isEqualTo("1");
        assertThat(fixture.reservations.reserve(closed, limited(5, NOON)))
                .isEqualTo(new QuotaReservation(QuotaAnswer.UNAVAILABLE, null, false));
        assertThat(fixture.journal(closed)).isEqualTo("0");
        return open;
    }
}
