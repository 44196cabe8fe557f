package ai.tulia.messaging.store.quota;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.requestlimit.RequestLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RedissonClient;

/** Requests of a key and of its tenant, counted in Redis for all processes. */
class RequestLimiterTest {
    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static QuotaFixture fixture;
    private static RequestLimiter limiter;

    private final UUID tenant = UUID.randomUUID();
    private final UUID key = UUID.randomUUID();

    @BeforeAll
    static void start() {
        fixture = new QuotaFixture();
        limiter = fixture.context.getBean(RequestLimiter.class);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void aKeyGetsAsManyAsItsBucketHoldsAndIsToldWhenTheNextOneComes() {
        var limits = new RequestLimits(6, 4);
        assertThat(IntStream.range(0, 4).mapToObj(i -> limiter.take(tenant, key, limits)))
                .allMatch(RequestAllowance::granted)
                .extracting(RequestAllowance::keyLeft)
                .containsExactly(3L, 2L, 1L, 0L);

        RequestAllowance refused = limiter.take(tenant, key, limits);

        assertThat(refused.granted()).isFalse();
        assertThat(refused.keyLeft()).isZero();
        assertThat(refused.tenantLeft()).isEqualTo(2);
        assertThat(refused.retryAfter()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    @Test
    void theKeysOfATenantShareItsBucketAndNobodyElseDoes() {
        var limits = new RequestLimits(3, 2);
        assertThat(granted(tenant, key, limits, 5)).isEqualTo(2);
        assertThat(granted(tenant, UUID.randomUUID(), limits, 5)).isEqualTo(1);
        assertThat(granted(UUID.randomUUID(), UUID.randomUUID(), limits, 5)).isEqualTo(2);
    }

    @Test
    void whatOneIsRefusedTheOtherKeeps() {
        var limits = new RequestLimits(4, 2);
        granted(tenant, key, limits, 10);
        assertThat(limiter.take(tenant, UUID.randomUUID(), limits).tenantLeft()).isEqualTo(1);
    }

    @Test
    void mostRequestsAskNobody() {
        var limits = new RequestLimits(12_000, 6_000);
        limiter.take(UUID.randomUUID(), UUID.randomUUID(), limits);
        long before = scriptsRun();
        assertThat(granted(tenant, key, limits, 100)).isEqualTo(100);
        assertThat(scriptsRun() - before).isEqualTo(10);
    }

    @Test
    void whoIsRefusedAsksAgainOnlyWhenThereIsAnother() {
        var limits = new RequestLimits(2, 2);
        granted(tenant, key, limits, 3);
        long before = scriptsRun();
        assertThat(granted(tenant, key, limits, 100)).isZero();
        assertThat(scriptsRun() - before).isZero();
    }

    @Test
    void aLimitThatChangesCountsAtOnce() {
        granted(tenant, key, new RequestLimits(12_000, 6_000), 1);
        RequestAllowance allowance = limiter.take(tenant, key, new RequestLimits(100, 50));
        assertThat(allowance.granted()).isTrue();
        assertThat(allowance.keyLeft()).isLessThan(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 6_000})
    void processesNeverGrantMoreThanTheBucketTogether(int perMinute) throws Exception {
        var limits = new RequestLimits(perMinute, perMinute);
        long begun = System.nanoTime();
        int granted = 0;
        try (var other = fixture.process();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var limiters = List.of(limiter, other.getBean(RequestLimiter.class));
            var calls = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 32; i++) {
                RequestLimiter one = limiters.get(i % 2);
                calls.add(() -> granted(one, tenant, key, limits, perMinute / 8));
            }
            for (var call : callers.invokeAll(calls)) {
                granted += call.get();
            }
        }
        double minutes = (System.nanoTime() - begun) / 60e9;
        int unused = 2 * (RequestLimiter.leaseSize(limits) - 1);
        assertThat(granted).isBetween(perMinute - unused, perMinute + (int) Math.ceil(minutes * perMinute));
    }

    @Test
    void everyKeyCarriesItsTenantAndIdsOnly() {
        granted(tenant, key, new RequestLimits(10, 10), 1);
        var keys = new ArrayList<String>();
        fixture.context.getBean(RedissonClient.class).getKeys().getKeys().forEach(keys::add);
        assertThat(keys).contains("requests:{" + tenant + "}:all", "requests:{" + tenant + "}:" + key);
        assertThat(keys)
                .filteredOn(name -> name.startsWith("requests:"))
                .allMatch(name -> name.matches("requests:\\{" + UUID_FORM + "}:(all|" + UUID_FORM + ")"));
    }

    @Test
    void whileRedisGivesNoAnswerTheProcessCountsByItselfAndSoon() {
        var limits = new RequestLimits(300, 200);
        var alone = QuotaFixture.asInProduction();
        try (var context = alone.context) {
            var here = context.getBean(RequestLimiter.class);
            assertThat(here.take(tenant, key, limits).granted()).isTrue();
            alone.redis.pause();
            long begun = System.nanoTime();
            try {
                assertThat(granted(here, tenant, UUID.randomUUID(), limits, 500))
                        .isBetween(200, 240);
            } finally {
                alone.redis.resume();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            QuotaFixture.until("Redis counts again", () -> {
                var another = UUID.randomUUID();
                here.take(another, another, limits);
                return !alone.redis
                        .tell("EXISTS requests:{" + another + "}:all", ":")
                        .equals("0");
            });
        } finally {
            alone.redis.close();
        }
    }

    private static long scriptsRun() {
        String calls = fixture.redis.tell("INFO commandstats", "cmdstat_evalsha:calls=");
        return Long.parseLong(calls.substring(0, calls.indexOf(',')));
    }

    private static int granted(UUID tenant, UUID key, RequestLimits limits, int requests) {
        return granted(limiter, tenant, key, limits, requests);
    }

    private static int granted(RequestLimiter by, UUID tenant, UUID key, RequestLimits limits, int requests) {
        return (int) IntStream.range(0, requests)
                .filter(i -> by.take(tenant, key, limits).granted())
                .count();
    }
}
