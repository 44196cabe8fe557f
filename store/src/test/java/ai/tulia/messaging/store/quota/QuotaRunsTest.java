package ai.tulia.messaging.store.quota;

import static ai.tulia.messaging.store.quota.QuotaFixture.NOON;
import static ai.tulia.messaging.store.quota.QuotaFixture.limited;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.quota.QuotaAnswer.Verdict;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each run of Redis shows that it has all units, or gets them from the ledger. */
class QuotaRunsTest {
    private static QuotaFixture fixture;
    private UUID tenant;

    @BeforeAll
    static void start() {
        fixture = QuotaFixture.onDisk();
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
    void aRedisThatComesBackFromAnOlderFileHasTheLastPlacesFromTheLedger() {
        reserve(2);
        byte[] older = fixture.redis.appendOnlyFile();
        reserve(3);
        fixture.redis.restartFrom(older);
        assertThat(answeredLook(limited(5, NOON.plusSeconds(1))))
                .isEqualTo(new QuotaAnswer(Verdict.DENIED, 5, 5L, 0, NOON.plus(Duration.ofHours(24))));
    }

    @Test
    void aClaimThatFindsTheWindowColdIsRolledBackAndTheRefillIsOutsideOfIt() {
        reserve(2);
        MessageRef ref = fixture.message(tenant);
        fixture.loseRedis();
        var runs = new AtomicInteger();
        var transactions = fixture.context.getBean(TenantTransactions.class);
        var reservations = fixture.counters.claiming(
                tenant,
                quota -> transactions.call(tenant, () -> {
                    runs.incrementAndGet();
                    fixture.context
                            .getBean(JdbcClient.class)
                            .sql("update message set attempt = attempt + 1 where tenant_id = ? and id = ?")
                            .params(tenant, ref.messageId())
                            .update();
                    return quota.reserveInRedis(List.of(ref.messageId()), limited(3, NOON));
                }));
        assertThat(runs).hasValue(2);
        assertThat(fixture.column(ref, "attempt")).isEqualTo("1");
        assertThat(reservations.getFirst().answer()).isEqualTo(new QuotaAnswer(Verdict.GRANTED, 3, 3L, 0, null));
    }

    @Test
    void aClaimWhoseRefillFailsGoesByThePolicyOfTheType() {
        reserve(2);
        MessageRef ref = fixture.message(tenant);
        fixture.loseRedis();
        var transactions = fixture.context.getBean(TenantTransactions.class);
        try {
            var reservations = fixture.counters.claiming(
                    tenant,
                    quota -> transactions.call(tenant, () -> {
                        try {
                            return quota.reserveInRedis(List.of(ref.messageId()), limited(3, NOON));
                        } catch (QuotaWindowIncompleteException cold) {
                            fixture.redis.pause();
                            throw cold;
                        }
                    }));
            assertThat(reservations).containsExactly(new QuotaReservation(QuotaAnswer.UNAVAILABLE, null, false));
        } finally {
            fixture.redis.resume();
        }
        assertThat(answeredLook(limited(3, NOON)).used()).isEqualTo(2);
    }

    @Test
    void aRefillThatBeganInAnEarlierRunDoesNotMakeThisOneWhole() {
        reserve(2);
        var window = fixture.context.getBean(QuotaWindow.class);
        var earlier = new QuotaWindowIncompleteException(NOON, 1);
        fixture.loseRedis();
        assertThat(window.refill(tenant, Map.of(), earlier, true)).isFalse();
        assertThat(answeredLook(limited(2, NOON.plusSeconds(1))).used()).isEqualTo(2);
    }

    @Test
    void aUserThatMayNotAskForTheRunIsServedAllTheSame() {
        reserve(2);
        fixture.redis.tell("ACL SETUSER limited on >secret ~* +@all -info", "+OK");
        String address = fixture.redis.address().replace("redis://", "redis://limited:secret@");
        try (var process = fixture.processAt(address)) {
            var counters = process.getBean(QuotaCounters.class);
            assertThat(counters.look(tenant, limited(3, NOON.plusSeconds(1))))
                    .isEqualTo(new QuotaAnswer(Verdict.GRANTED, 2, 3L, 0, null));
            fixture.loseRedis();
            assertThat(counters.look(tenant, limited(2, NOON.plusSeconds(1))).used())
                    .isEqualTo(2);
        }
    }

    private void reserve(int count) {
        fixture.reservations.reserveAll(tenant, fixture.messages(tenant, count), limited(1_000, NOON));
    }

    /** As soon as Redis answers: its client has to connect again. */
    private QuotaAnswer answeredLook(QuotaRequest request) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        QuotaAnswer answer = fixture.counters.look(tenant, request);
        while (answer.verdict() == Verdict.UNAVAILABLE) {
            assertThat(System.nanoTime()).as("30 s until Redis answers").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
            answer = fixture.counters.look(tenant, request);
        }
        return answer;
    }
}
