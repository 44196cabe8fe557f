package ai.tulia.messaging.store.quota;

import static ai.tulia.messaging.store.quota.QuotaFixture.NOON;
import static ai.tulia.messaging.store.quota.QuotaFixture.limited;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.quota.QuotaLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotaWarningsTest {
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
    void atExactly80And100PercentAndNotOneMessageEarlier() {
        reserve(7, NOON);
        assertThat(notices()).isEmpty();
        reserve(1, NOON);
        assertThat(notices()).isEqualTo("quota_80:stored:8/10");
        assertThat(flags()).isEqualTo("{upgrade_suggested}");
        reserve(1, NOON);
        assertThat(notices()).isEqualTo("quota_80:stored:8/10");
        reserve(1, NOON);
        assertThat(notices()).isEqualTo("quota_80:stored:8/10 quota_100:stored:10/10");
        assertThat(flags()).isEqualTo("{upgrade_suggested}");
    }

    @Test
    void onceInAnyTwentyFourHoursAlsoAfterRedisWasFlushedAndInAnotherProcess() {
        reserve(8, NOON);
        fixture.loseRedis();
        reserve(1, NOON.plus(ofHours(1)));
        try (var second = fixture.process()) {
            new Reservations(second::getBean).reserve(fixture.message(tenant), limited(11, NOON.plus(ofHours(23))));
        }
        assertThat(notices()).isEqualTo("quota_80:stored:8/10");
        reserve(8, NOON.plus(ofHours(24)));
        assertThat(fixture.ledger.queryText(
                        "select count(*) from notice where kind = 'quota_80' and tenant_id = '" + tenant + "'"))
                .isEqualTo("2");
    }

    @Test
    void thirtyTwoAtOnceWarnOnce() throws Exception {
        var calls = new ArrayList<Callable<Object>>();
        for (UUID id : fixture.messages(tenant, 64)) {
            calls.add(() -> fixture.reservations.reserve(new MessageRef(tenant, id), limited(40, NOON)));
        }
        try (var callers = Executors.newFixedThreadPool(32)) {
            for (var answer : callers.invokeAll(calls)) {
                answer.get();
            }
        }
        assertThat(fixture.ledger.queryText(
                        "select string_agg(kind, ' ' order by kind) from notice where tenant_id = '" + tenant + "'"))
                .isEqualTo("quota_100 quota_80");
    }

    @Test
    void aTenantWithAnAddressGetsAMailTheOthersFindItInTheApi() {
        fixture.ledger.execute("update tenant set notify_email = 'a@example.org' where tenant_id = '" + tenant + "'");
        reserve(8, NOON);
        assertThat(notices()).isEqualTo("quota_80:pending:8/10");
    }

    @Test
    void theFlagThatAWarningSetsChangesTheTenantOnce() {
        reserve(10, NOON);
        assertThat(fixture.ledger.queryText(
                        "select flags::text || ' ' || version from tenant where tenant_id = '" + tenant + "'"))
                .isEqualTo("{upgrade_suggested} 1");
    }

    @Test
    void theShareIsComparedInWholeNumbers() {
        assertThat(QuotaLevel.QUOTA_80.reached(2, 3)).isFalse();
        assertThat(QuotaLevel.QUOTA_80.reached(799, 1_000)).isFalse();
        assertThat(QuotaLevel.QUOTA_80.reached(800, 1_000)).isTrue();
        assertThat(QuotaLevel.QUOTA_100.reached(Long.MAX_VALUE / 200, Long.MAX_VALUE / 200))
                .isTrue();
    }

    private void reserve(int count, Instant now) {
        for (UUID id : fixture.messages(tenant, count)) {
            fixture.reservations.reserve(new MessageRef(tenant, id), limited(10, now));
        }
    }

    private String notices() {
        String found = fixture.ledger.queryText(
                "select string_agg(kind || ':' || delivery || ':' || (detail->>'used') || '/' || (detail->>'limit'), ' '"
                        + " order by id) from notice where tenant_id = '" + tenant + "'");
        return found == null ? "" : found;
    }

    private String flags() {
        return fixture.ledger.queryText("select flags from tenant where tenant_id = '" + tenant + "'");
    }
}
