package ai.tulia.messaging.api.requestlimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.PlayController;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.domain.twilio.CallbackAddress;
import ai.tulia.messaging.store.apikey.ApiKeyRepository;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many requests a key and a tenant may make: over all processes by Redis, and by each of them while it is away. */
class RequestLimitTest {
    private static final String ROUTE = "/v1/play/" + UUID.randomUUID();
    /** So few that no second one is there again before a test has ended. */
    private static final int OF_KEY = 4;

    private static final int OF_TENANT = 6;

    private static final TestLedger LEDGER = TestLedger.fresh();
    private static TestRedis redis;
    private static TestApi api;
    private static TestApi other;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        api = api(redis);
        other = api(redis);
    }

    @AfterAll
    static void stop() {
        other.context().close();
        api.context().close();
        redis.close();
    }

    @Test
    void aKeyThatAsksTooOftenIsToldWhenToAskAgain() {
        var tenant = api.tenant(LEDGER);
        assertThat(statuses(api, tenant.key(), OF_KEY)).containsOnly(200);

        Answer refused = api.get(tenant.key(), ROUTE);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.code()).isEqualTo("too_many_requests");
        assertThat(refused.text("detail")).contains("key", "4 requests a minute");
        assertThat(refused.json().at("/errors/0/hint").asString()).isNotBlank();
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60 / OF_KEY);
        assertThat(refused.header("RateLimit")).startsWith("\"key\";r=0;t=" + refused.header("Retry-After"));
        assertThat(api.get(api.tenant(LEDGER).key(), ROUTE).status()).isEqualTo(200);
    }

    @Test
    void theKeysOfATenantShareItsLimit() {
        var tenant = api.tenant(LEDGER);
        String second = anotherKey(tenant);
        assertThat(statuses(api, tenant.key(), OF_KEY)).containsOnly(200);
        assertThat(statuses(api, second, OF_TENANT - OF_KEY)).containsOnly(200);

        Answer refused = api.get(second, ROUTE);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("detail")).contains("tenant", "6 requests a minute");
        assertThat(refused.header("RateLimit")).contains("\"tenant\";r=0;t=" + refused.header("Retry-After"));
    }

    @Test
    void allProcessesCountTogether() {
        var tenant = api.tenant(LEDGER);
        assertThat(statuses(api, tenant.key(), 2)).containsOnly(200);
        assertThat(statuses(other, tenant.key(), 2)).containsOnly(200);
        assertThat(statuses(api, tenant.key(), 1)).containsOnly(429);
        assertThat(statuses(other, tenant.key(), 1)).containsOnly(429);
    }

    @Test
    void everyAnswerSaysWhatIsLeft() {
        var tenant = api.tenant(LEDGER);
        Answer first = api.get(tenant.key(), ROUTE);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"key\";q=4;w=60, \"tenant\";q=6;w=60");
        assertThat(first.header("RateLimit")).isEqualTo("\"key\";r=3;t=15, \"tenant\";r=5;t=10");

        Answer problem = api.get(tenant.key(), "/v1/play/broken");
        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.header("RateLimit")).startsWith("\"key\";r=2;");
        assertThat(problem.header("RateLimit-Policy")).isNotEmpty();
    }

    @Test
    void whatNeedsNoTenantsKeyIsNotLimitedByOne() {
        assertThat(statuses(api, TestApi.OPERATOR_KEY, 2 * OF_TENANT)).containsOnly(403);
        for (int i = 0; i < 2 * OF_TENANT; i++) {
            assertThat(api.get(null, "/problems/not_found").header("RateLimit")).isEmpty();
            assertThat(api.management("/health/liveness").status()).isEqualTo(200);
            Answer callback = api.send(
                    "POST",
                    null,
                    CallbackAddress.PATH + "/" + UUID.randomUUID() + "/" + UUID.randomUUID() + "/1",
                    "MessageSid=SM1",
                    "Content-Type",
                    "application/x-www-form-urlencoded");
            assertThat(callback.code()).isEqualTo("invalid_signature");
        }
    }

    @Test
    void theOperatorGivesATenantLimitsOfItsOwn() {
        var tenant = api.tenant(LEDGER);
        assertThat(api.get(tenant.key(), ROUTE).status()).isEqualTo(200);
        String limits = "{\"request_limits\":{\"tenant_per_minute\":3000,\"key_per_minute\":1200}}";

        Answer set = api.send("PATCH", TestApi.OPERATOR_KEY, "/v1/tenants/" + tenant.id(), limits);

        assertThat(set.status()).as(set.body()).isEqualTo(200);
        assertThat(set.json().path("request_limits").toString())
                .isEqualTo("{\"tenant_per_minute\":3000,\"key_per_minute\":1200}");
        api.clock().advance(Duration.ofSeconds(10));
        assertThat(api.get(tenant.key(), ROUTE).header("RateLimit-Policy"))
                .isEqualTo("\"key\";q=1200;w=60, \"tenant\";q=3000;w=60");
        assertThat(statuses(api, tenant.key(), 2 * OF_TENANT)).containsOnly(200);
    }

    @Test
    void aLimitIsAtLeastOneRequest() {
        var tenant = api.tenant(LEDGER);
        Answer refused = api.send(
                "PATCH",
                TestApi.OPERATOR_KEY,
                "/v1/tenants/" + tenant.id(),
                "{\"request_limits\":{\"key_per_minute\":0}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("request_limits.key_per_minute");
    }

    @Test
    void whileRedisIsAwayEachProcessCountsByItself() {
        TestRedis lost = TestRedis.start();
        TestApi alone = api(lost);
        try (var context = alone.context()) {
            var before = alone.tenant(LEDGER);
            assertThat(statuses(alone, before.key(), 2)).containsOnly(200);
            lost.stop();

            var during = alone.tenant(LEDGER);
            assertThat(statuses(alone, during.key(), OF_KEY)).containsOnly(200);
            Answer refused = alone.get(during.key(), ROUTE);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(refused.header("RateLimit")).startsWith("\"key\";r=0;");

            lost.restart();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !lost.tell("EXISTS requests:{" + touch(alone) + "}:all", ":")
                            .equals("0"));
        } finally {
            lost.close();
        }
    }

    /** A request of a new tenant. @return its id */
    private static UUID touch(TestApi process) {
        var tenant = process.tenant(LEDGER);
        assertThat(process.get(tenant.key(), ROUTE).status()).isEqualTo(200);
        return tenant.id();
    }

    private static List<Integer> statuses(TestApi process, String key, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> process.get(key, ROUTE).status())
                .toList();
    }

    private static String anotherKey(TestApi.Tenant tenant) {
        return api.bean(ApiKeyRepository.class)
                .create(tenant.id(), "second", Scopes.ALL, null)
                .secret()
                .value();
    }

    private static TestApi api(TestRedis counters) {
        var properties = new ArrayList<>(LEDGER.properties());
        properties.add("tulia.redis.url=" + counters.address());
        // A busy machine is no Redis that is away.
        properties.add("tulia.redis.answer-within=2s");
        properties.add("tulia.request-limits.key-per-minute=" + OF_KEY);
        properties.add("tulia.request-limits.tenant-per-minute=" + OF_TENANT);
        return TestApi.start(properties, PlayController.class);
    }
}
