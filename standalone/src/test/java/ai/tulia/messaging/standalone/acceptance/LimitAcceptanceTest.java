package ai.tulia.messaging.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tenant's rolling 24 h, through the whole product. */
class LimitAcceptanceTest extends AcceptanceTest {
    @Test
    void overTheLimitIs429WithTheTimeOfTheNextPlace() {
        Shop shop = shop(1);
        Customer ana = shop.customer("promotional");
        shop.letter("promotional", ana).send().expect(201);

        Answer refused = shop.letter("promotional", ana).send().expect(429);

        assertThat(refused.text("code")).isEqualTo("over_daily_limit");
        long retryAfter = Long.parseLong(refused.header("Retry-After"));
        assertThat(Duration.ofSeconds(retryAfter)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(refused.instant("next_free_at"))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
        assertThat(shop.message(refused.messageId()).text("state")).isEqualTo("refused");
        assertThat(shop.received()).hasSize(1);
        assertThat(histories().of(shop, refused.messageId())).isEmpty();
    }

    @Test
    void overTheLimitADeferredOneWaitsForTheMorningOrTheNextPlaceWhicheverIsLater() {
        Shop shop = shop(1);
        Customer ana = shop.customer("promotional");
        Instant first = shop.letter("promotional", ana).send().expect(201).instant("created_at");

        UUID message =
                shop.letter("promotional", ana).deferring().send().expect(202).messageId();

        Answer waits = shop.awaitWaiting(message, "daily_limit");
        Instant place = first.plus(Duration.ofHours(24));
        Instant later = place.isAfter(morning(first)) ? place : morning(first);
        // The ramp spreads what waits; one alone is at its beginning.
        assertThat(waits.instant("wake_at")).isBetween(later, later.plus(Duration.ofMinutes(10)));
        assertThat(shop.received()).hasSize(1);
        shop.post("/v1/messages/" + message + "/cancel", Map.of()).expect(200);
    }

    private static Instant morning(Instant after) {
        ZonedDateTime day = after.atZone(Shop.ZONE);
        return day.toLocalDate()
                .plusDays(1)
                .atTime(LocalTime.of(8, 0))
                .atZone(Shop.ZONE)
                .toInstant();
    }

    @Test
    void aTransactionalOneGoesAboveTheLimit() {
        Shop shop = shop(1);
        Customer ana = shop.customer("promotional");
        shop.letter("promotional", ana).send().expect(201);

        shop.letter("transactional", ana).send().expect(201);

        assertThat(shop.received()).hasSize(2);
        assertThat(rateLimit(shop).json().path("current_count").asInt()).isEqualTo(2);
    }

    @Test
    void manyCallersAtOnceNeverGetOneMoreThanTheLimit() throws Exception {
        Shop shop = shop(10);
        Customer ana = shop.customer("promotional");
        Callable<Integer> send = () -> shop.letter("promotional", ana).send().status();

        try (var callers = Executors.newFixedThreadPool(8)) {
            var statuses = new ArrayList<Integer>();
            for (var answered :
                    callers.invokeAll(IntStream.range(0, 25).mapToObj(i -> send).toList())) {
                statuses.add(answered.get());
            }
            assertThat(statuses).containsOnly(201, 429);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
        }
        assertThat(shop.received()).hasSize(10);
    }

    @Test
    void theStatusCountsWhatWasSentAndTellsWhenTheNextPlaceComes() {
        Shop shop = shop(4);
        Customer ana = shop.customer("promotional");
        assertThat(rateLimit(shop).json().path("remaining").asInt()).isEqualTo(4);
        IntStream.range(0, 4)
                .forEach(i -> shop.letter("promotional", ana).send().expect(201));

        Answer full = rateLimit(shop);

        assertThat(full.json().path("current_count").asInt()).isEqualTo(4);
        assertThat(full.json().path("daily_limit").asInt()).isEqualTo(4);
        assertThat(full.json().path("percentage_used").asInt()).isEqualTo(100);
        assertThat(full.json().path("remaining").asInt()).isZero();
        assertThat(full.json().path("warning_threshold_reached").asBoolean()).isTrue();
        assertThat(full.instant("next_free_at"))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
        assertThat(full.instant("overflow_at")).isAfterOrEqualTo(full.instant("next_free_at"));
    }

    @Test
    void aPlaceComesBackWhenTheProviderRefusesTheMessageAtTheDoor() {
        Shop shop = shop(1);
        Customer ana = shop.customer("promotional");
        provider(shop, FaultRule.of(FaultMode.REJECT_4XX).withCode(21211).withTimes(1));
        shop.letter("promotional", ana).send().expect(502);

        shop.letter("promotional", ana).send().expect(201);
        shop.letter("promotional", ana).send().expect(429);
    }

    @Test
    void at80PercentTheTenantIsWarnedOnce() {
        Shop shop = shop(10);
        Customer ana = shop.customer("promotional");
        IntStream.range(0, 7)
                .forEach(i -> shop.letter("promotional", ana).send().expect(201));
        assertThat(notices(shop)).isEmpty();

        IntStream.range(0, 2)
                .forEach(i -> shop.letter("promotional", ana).send().expect(201));

        await().atMost(SETTLED_WITHIN).until(() -> !notices(shop).isEmpty());
        assertThat(notices(shop)).singleElement().asString().contains("quota_80");
    }

    private static List<String> notices(Shop shop) {
        return shop.get("/v1/notices")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map(notice -> notice.path("kind").asString())
                .toList();
    }

    private static Answer rateLimit(Shop shop) {
        return shop.get("/v1/messages/rate-limit-status").expect(200);
    }
}
