package ai.tulia.messaging.store.quota;

import static ai.tulia.messaging.store.quota.QuotaFixture.NOON;
import static ai.tulia.messaging.store.quota.QuotaFixture.counted;
import static ai.tulia.messaging.store.quota.QuotaFixture.limited;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.quota.QuotaAnswer.Verdict;
import ai.tulia.messaging.domain.requestlimit.RequestLimits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

class QuotaCountersTest {
    private static QuotaFixture fixture;
    private UUID tenant;

    @BeforeAll
    static void start() {
        fixture = new QuotaFixture();
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
    void theCounterGoesUpAndComesBackAfter24Hours() {
        reserve(limited(2, NOON));
        reserve(limited(2, NOON.plus(ofHours(1))));
        assertThat(used(2, NOON.plus(ofHours(1)))).isEqualTo(2);
        assertThat(used(2, NOON.plus(ofHours(24)).minusMillis(1))).isEqualTo(2);
        assertThat(used(2, NOON.plus(ofHours(24)))).isEqualTo(1);
        assertThat(used(2, NOON.plus(ofHours(25)))).isZero();
        assertThat(reserve(limited(2, NOON.plus(ofHours(24)))).verdict()).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void aRetryTakesNoSecondPlaceAndKeepsItsTime() {
        MessageRef ref = fixture.message(tenant);
        fixture.reservations.reserve(ref, limited(1, NOON));
        var again = fixture.reservations.reserve(ref, limited(1, NOON.plus(ofMinutes(5))));
        assertThat(again.answer().verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(again.answer().used()).isEqualTo(1);
        assertThat(again.grantedAt()).isEqualTo(NOON);
    }

    @Test
    void whatIsGrantedStandsOnTheMessagesRowAndAReleaseTakesItOff() {
        MessageRef ref = fixture.message(tenant);
        fixture.reservations.reserve(ref, limited(1, NOON));
        assertThat(fixture.column(ref, "reserved_at at time zone 'UTC'")).isEqualTo("2026-11-20 12:00:00");
        fixture.release(ref);
        assertThat(fixture.column(ref, "reserved_at")).isNull();
        assertThat(used(1, NOON)).isZero();
        fixture.release(ref);
        assertThat(reserve(limited(1, NOON)).verdict()).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void onlyLimitedTypesStopAtTheLimitTheOthersCountAboveIt() {
        reserve(limited(1, NOON));
        QuotaAnswer above = reserve(counted(1, NOON));
        assertThat(above.verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(above.used()).isEqualTo(2);
        QuotaAnswer denied = reserve(limited(1, NOON.plus(ofHours(1))));
        assertThat(denied.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(denied.used()).isEqualTo(2);
        assertThat(denied.limit()).isEqualTo(1);
    }

    @Test
    void theDeniedLearnTheInstantTheirPlaceComesFree() {
        for (int hour = 0; hour < 3; hour++) {
            reserve(limited(3, NOON.plus(ofHours(hour))));
        }
        Instant later = NOON.plus(ofHours(5));
        for (int ahead = 0; ahead < 5; ahead++) {
            QuotaAnswer denied = reserve(limited(3, later));
            assertThat(denied.ahead()).isEqualTo(ahead);
            // The fourth takes the unit that the first will have taken a day before.
            Instant free = NOON.plus(ofHours(24 + ahead % 3)).plus(ofHours(24 * (ahead / 3)));
            assertThat(denied.nextFreeAt()).isEqualTo(free);
        }
        assertThat(reserve(limited(3, NOON.plus(ofHours(24)))).verdict()).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void thoseWhoWaitAreOrderedByPriorityThenAge() {
        reserve(limited(1, NOON));
        var young = waiting(5, NOON.plus(ofMinutes(2)));
        var old = waiting(5, NOON.plus(ofMinutes(1)));
        var urgent = waiting(4, NOON.plus(ofMinutes(3)));
        assertThat(List.of(ahead(urgent), ahead(old), ahead(young))).containsExactly(0, 1, 2);
        fixture.release(urgent.ref());
        assertThat(ahead(young)).isEqualTo(1);
        assertThat(fixture.counters.usage(tenant, 1L, NOON).waiting()).isEqualTo(2);
    }

    @Test
    void lookingStoresAndCountsNothing() {
        assertThat(fixture.counters.look(tenant, limited(1, NOON)).verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(used(1, NOON)).isZero();
        MessageRef ref = fixture.message(tenant);
        fixture.reservations.reserve(ref, limited(1, NOON));
        QuotaAnswer denied = fixture.counters.look(tenant, limited(1, NOON.plus(ofHours(1))));
        assertThat(denied.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(denied.nextFreeAt()).isEqualTo(NOON.plus(ofHours(24)));
        assertThat(fixture.counters.usage(tenant, 1L, NOON).waiting()).isZero();
        assertThat(fixture.counters.look(ref, limited(1, NOON)).verdict()).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void aChangedLimitKeepsTheHistory() {
        for (int i = 0; i < 5; i++) {
            reserve(limited(5, NOON.plus(ofMinutes(i))));
        }
        QuotaAnswer lowered = reserve(limited(2, NOON.plus(ofHours(1))));
        assertThat(lowered.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(lowered.nextFreeAt()).isEqualTo(NOON.plus(ofMinutes(3)).plus(ofHours(24)));
        assertThat(reserve(limited(6, NOON.plus(ofHours(1)))).used()).isEqualTo(6);
        assertThat(reserve(limited(6, NOON.plus(ofHours(1)))).verdict()).isEqualTo(Verdict.DENIED);
        assertThat(reserve(new QuotaRequest(null, true, false, 4, NOON, NOON)).used())
                .isEqualTo(7);
    }

    @Test
    void aLimitOfZeroNeverFreesAPlace() {
        QuotaAnswer denied = reserve(limited(0, NOON));
        assertThat(denied.verdict()).isEqualTo(Verdict.DENIED);
        assertThat(denied.nextFreeAt()).isNull();
    }

    @Test
    void manyAreReservedInChunksAndPartlyGranted() {
        List<UUID> ids = fixture.messages(tenant, 1_200);
        var answers = fixture.reservations.reserveAll(tenant, ids, limited(1_000, NOON));
        assertThat(answers).hasSize(1_200);
        assertThat(answers.subList(0, 1_000)).allMatch(a -> a.answer().verdict() == Verdict.GRANTED);
        assertThat(answers.subList(1_000, 1_200)).allMatch(a -> a.answer().verdict() == Verdict.DENIED);
        assertThat(IntStream.range(1_000, 1_200)
                        .map(i -> answers.get(i).answer().ahead()))
                .containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void withoutANowTheTimeIsRedis() {
        Instant before = Instant.now().minusSeconds(1);
        var reservation = fixture.reservations.reserve(fixture.message(tenant), limited(1, null));
        assertThat(reservation.grantedAt()).isBetween(before, Instant.now().plusSeconds(1));
        QuotaAnswer denied = reserve(limited(1, null));
        assertThat(denied.nextFreeAt()).isEqualTo(reservation.grantedAt().plus(ofHours(24)));
    }

    @Test
    void aFlushedRedisIsRefilledFromTheLedgerExactly() {
        List<UUID> ids = fixture.messages(tenant, 700);
        fixture.reservations.reserveAll(tenant, ids.subList(0, 100), limited(700, NOON.minus(ofHours(24))));
        fixture.reservations.reserveAll(tenant, ids.subList(100, 699), limited(700, NOON.plus(ofMillis(1))));
        fixture.loseRedis();
        assertThat(used(700, NOON.plus(ofMillis(1)))).isEqualTo(599);
        var dup =
                fixture.reservations.reserve(new MessageRef(tenant, ids.get(698)), limited(700, NOON.plus(ofHours(3))));
        assertThat(dup.grantedAt()).isEqualTo(NOON.plus(ofMillis(1)));
        assertThat(dup.answer().used()).isEqualTo(599);
        assertThat(reserve(limited(599, NOON.plus(ofHours(3)))).nextFreeAt())
                .isEqualTo(NOON.plus(ofMillis(1)).plus(ofHours(24)));
    }

    @Test
    void tenantsDoNotShareAndKeysHoldIdsOnly() {
        reserve(limited(1, NOON));
        UUID other = fixture.tenant();
        assertThat(fixture.reservations
                        .reserve(fixture.message(other), limited(1, NOON))
                        .answer()
                        .verdict())
                .isEqualTo(Verdict.GRANTED);
        fixture.context.getBean(RequestLimiter.class).take(tenant, other, new RequestLimits(10, 10));
        String uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        assertThat(fixture.context.getBean(RedissonClient.class).getKeys().getKeys())
                .allMatch(key -> key.matches("q:\\{" + uuid + "}:(log|deferred|epoch)")
                        || key.matches("requests:\\{" + uuid + "}:(all|" + uuid + ")"));
    }

    private record Waiting(MessageRef ref, QuotaRequest request) {}

    private Waiting waiting(int priority, Instant acceptedAt) {
        var request = new QuotaRequest(1L, true, false, priority, acceptedAt, NOON);
        MessageRef ref = fixture.message(tenant);
        assertThat(fixture.reservations.reserve(ref, request).answer().verdict())
                .isEqualTo(Verdict.DENIED);
        return new Waiting(ref, request);
    }

    private int ahead(Waiting waiting) {
        return fixture.reservations
                .reserve(waiting.ref(), waiting.request())
                .answer()
                .ahead();
    }

    private QuotaAnswer reserve(QuotaRequest request) {
        return fixture.reservations.reserve(fixture.message(tenant), request).answer();
    }

    private long used(long limit, Instant now) {
        return fixture.counters.usage(tenant, limit, now).used();
    }
}
