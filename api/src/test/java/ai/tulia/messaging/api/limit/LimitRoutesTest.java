package ai.tulia.messaging.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.PlayController;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.Reservations;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitRoutesTest {
    private static final String STATUS = "/v1/messages/rate-limit-status";
    private static TestLedger ledger;
    private static TestRedis redis;
    private static TestApi api;
    private TestApi.Tenant tenant;

    @BeforeAll
    static void start() {
        ledger = TestLedger.fresh();
        redis = TestRedis.start();
        var properties = new ArrayList<>(ledger.properties());
        properties.add("tulia.redis.url=" + redis.address());
        api = TestApi.start(properties, PlayController.class);
        ledger.execute("insert into tier (name, daily_limit) values ('five', 5)");
    }

    @AfterAll
    static void stop() {
        api.context().close();
        redis.close();
    }

    @BeforeEach
    void aTenantOfFiveADay() {
        tenant = api.tenant(ledger, Scopes.ANALYTICS);
        tier("five");
    }

    @Test
    void theStatusShowsUseAndWhatIsLeft() {
        reserve(3);
        Answer answer = api.get(tenant.key(), STATUS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("current_count")).isEqualTo("3");
        assertThat(answer.text("daily_limit")).isEqualTo("5");
        assertThat(answer.text("percentage_used")).isEqualTo("60");
        assertThat(answer.text("remaining")).isEqualTo("2");
        assertThat(answer.text("warning_threshold_reached")).isEqualTo("false");
        assertThat(answer.json().get("next_free_at").isNull()).isTrue();
        assertThat(answer.text("counted_by")).isEqualTo("redis");
    }

    @Test
    void aFullWindowTellsWhenItFreesAndWhereTheOverflowGoes() {
        Instant first = api.clock().instant();
        reserve(6);
        Answer answer = api.get(tenant.key(), STATUS);
        assertThat(answer.text("remaining")).isEqualTo("0");
        assertThat(answer.text("percentage_used")).isEqualTo("100");
        assertThat(answer.text("warning_threshold_reached")).isEqualTo("true");
        // One waits already, so a new message gets the second place that frees.
        Instant free = Instant.parse(answer.text("next_free_at"));
        assertThat(free)
                .isBetween(
                        first.plus(Duration.ofHours(24)),
                        first.plus(Duration.ofHours(24).plusMinutes(1)));
        Instant overflow = Instant.parse(answer.text("overflow_at"));
        assertThat(overflow).isAfterOrEqualTo(free);
        var berlin = overflow.atZone(ZoneId.of("Europe/Berlin"));
        assertThat(berlin.toLocalTime()).isAfterOrEqualTo(LocalTime.of(8, 0));
    }

    @Test
    void anUnlimitedTenantHasNoEnd() {
        tier("enterprise");
        Answer answer = api.get(tenant.key(), STATUS);
        assertThat(answer.text("current_count")).isEqualTo("0");
        for (String field :
                new String[] {"daily_limit", "percentage_used", "remaining", "next_free_at", "overflow_at"}) {
            assertThat(answer.json().get(field).isNull()).as(field).isTrue();
        }
    }

    @Test
    void noticesComeInPagesNewestFirst() {
        reserve(5);
        Answer first = api.get(tenant.key(), "/v1/notices?limit=1");
        assertThat(first.status()).isEqualTo(200);
        var notice = first.json().get("items").get(0);
        assertThat(notice.get("kind").asString()).isEqualTo("quota_100");
        assertThat(notice.get("used").asLong()).isEqualTo(5);
        assertThat(notice.get("limit").asLong()).isEqualTo(5);
        assertThat(notice.get("delivery").asString()).isEqualTo("stored");
        assertThat(notice.get("attempts").asInt()).isZero();
        Answer second = api.get(tenant.key(), "/v1/notices?limit=1&cursor=" + first.text("next_cursor"));
        assertThat(second.json().get("items").get(0).get("kind").asString()).isEqualTo("quota_80");
        assertThat(second.json().get("next_cursor").isNull()).isTrue();
        var other = api.tenant(ledger, Scopes.ANALYTICS);
        assertThat(api.get(other.key(), "/v1/notices").json().get("items")).isEmpty();
    }

    @Test
    void bothNeedTheScopeOfAnalytics() {
        var other = api.tenant(ledger, Scopes.CONVERSATIONS);
        assertThat(api.get(other.key(), STATUS).status()).isEqualTo(403);
        assertThat(api.get(other.key(), "/v1/notices").status()).isEqualTo(403);
        assertThat(api.get(tenant.key(), "/v1/notices?cursor=nonsense").status())
                .isEqualTo(400);
    }

    private void reserve(int count) {
        for (int i = 0; i < count; i++) {
            var request = new QuotaRequest(
                    5L, true, false, 4, Instant.EPOCH, api.clock().instant());
            new Reservations(api::bean).reserve(new MessageRef(tenant.id(), Ids.next()), request);
        }
    }

    private void tier(String name) {
        ledger.execute("update tenant set tier = '" + name + "' where tenant_id = '" + tenant.id() + "'");
    }
}
