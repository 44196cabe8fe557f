package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.broadcast.CrowdedTenant.GROUP;
import static ai.tulia.messaging.store.broadcast.CrowdedTenant.NOW;
import static ai.tulia.messaging.store.broadcast.CrowdedTenant.at;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.message.LostAttempts;
import ai.tulia.messaging.store.reconcile.UnknownAttemptRepository;
import ai.tulia.messaging.store.sweep.FinishedBroadcastQueries;
import ai.tulia.messaging.store.sweep.OpenBroadcastQueries;
import ai.tulia.messaging.store.sweep.OpenMessage;
import ai.tulia.messaging.store.sweep.OpenMessageQueries;
import ai.tulia.messaging.store.sweep.SweepClaims;
import ai.tulia.messaging.store.sweep.UnsettledQueries;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a sweep or a chunk looks for costs what it finds, not what it looks through: rows are counted as they are read. Among
 * 50,000, of which a fortieth may be read: a million, with their indexes, take minutes to write.
 */
class FoundByIndexTest {
    private static final int MANY = 50_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final PlanFixture store = new PlanFixture();
    private CrowdedTenant crowd;
    private SweepReads sweeps;

    @BeforeEach
    void begin() {
        store.noAutovacuum("message", "message_event", "customer", "broadcast", "unknown_attempt");
        sweeps = new SweepReads(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void lostAttemptsOfABroadcastCostTheAttemptsUnderWay() {
        crowd = CrowdedTenant.of(store, MANY, "ACCEPTED", null, at(Duration.ZERO));
        UUID tenant = crowd.tenant();
        store.ledger.execute(
                "update message set state = 'SENDING', attempt = 1, changed_at = now() where id in (select id from message"
                        + " where tenant_id = '" + tenant + "' order by wake_at, id limit 50)");
        store.ledger.execute("update message set changed_at = now() - interval '5 minutes' where tenant_id = '" + tenant
                + "' and state = 'SENDING' and id in (select id from message where tenant_id = '" + tenant
                + "' and state = 'SENDING' order by id limit 20)");

        assertThat(crowd.cheaply(
                        "the oldest attempt",
                        () -> store.bean(BroadcastProgress.class)
                                .oldestSending(crowd.broadcast().ref(), NOW.plusSeconds(60))))
                .isPresent();
        assertThat(crowd.cheaply(
                        "lost attempts",
                        () -> store.bean(LostAttempts.class)
                                .markUnknown(crowd.broadcast().ref(), NOW)))
                .isEqualTo(20);
        assertThat(crowd.inState("SENDING")).isEqualTo(30);
        assertThat(crowd.inState("UNKNOWN")).isEqualTo(20);
        assertThat(crowd.cheaply(
                        "no lost attempts",
                        () -> store.bean(LostAttempts.class)
                                .markUnknown(crowd.broadcast().ref(), NOW)))
                .isZero();
    }

    @Test
    void theTimeZonesOfAnAudienceCostOneLookEach() {
        UUID tenant = store.tenant(null);
        store.customers(
                tenant,
                MANY,
                "case when n <= 50 then 'America/Lima' when n % 2 = 0 then 'Europe/Berlin' else 'Asia/Tokyo' end");
        Broadcast broadcast =
                PlanFixture.at(tenant, "News", null, LocalDateTime.parse("2026-12-01T10:00:00"), "recipient", null);
        crowd = new CrowdedTenant(store, tenant, broadcast);

        AudienceTimes times = crowd.alone("time zones", () -> {
            var settings = store.bean(TenantQueries.class).settings(tenant);
            return AudienceTimes.of(broadcast, settings, store.bean(JdbcClient.class), NOW);
        });

        assertThat(times.byZone()).containsOnlyKeys("Europe/Berlin", "Asia/Tokyo", "America/Lima");
    }

    @Test
    void overdueMessagesCostThemselves() {
        crowd = CrowdedTenant.of(store, 10);
        crowd.singles(MANY, "WAITING", at(Duration.ofDays(1)));
        crowd.singles(MANY, "UNKNOWN", "null");
        crowd.singles(GROUP, "WAITING", at(Duration.ofMinutes(-1)));
        Instant before = NOW.minusSeconds(15);

        List<OpenMessage> claimed =
                sweeps.cheaply("overdue", () -> store.bean(SweepClaims.class).claim(null, before, NOW, 2 * GROUP));

        assertThat(claimed).hasSize(GROUP).allMatch(message -> message.wakeAt().isBefore(NOW));
        assertThat(sweeps.cheaply(
                        "the oldest", () -> store.bean(OpenMessageQueries.class).oldestOverdue(before, NOW)))
                .hasValue(NOW.minusSeconds(60));
        store.ledger.execute("analyze message"); // as autovacuum does
        assertThat(sweeps.cheaply(
                        "a page of the round",
                        () -> store.bean(OpenMessageQueries.class).after(new MessageRef(FIRST, FIRST), GROUP)))
                .hasSize(GROUP);
    }

    @Test
    void unsettledAttemptsCostThoseThatAreDue() {
        crowd = CrowdedTenant.of(store, 10);
        UUID tenant = crowd.tenant();
        crowd.singles(MANY, "UNKNOWN", "null");
        crowd.unknownAttempts(at(Duration.ofHours(1)));
        Duration after = Duration.ofMinutes(2);
        var unsettled = store.bean(UnsettledQueries.class);
        var attempts = store.bean(UnknownAttemptRepository.class);

        assertThat(sweeps.cheaply("none due", () -> unsettled.withUnknownAttempts(after, NOW)))
                .isEmpty();
        assertThat(crowd.alone("none due of the tenant", () -> attempts.someDue(tenant, after, NOW)))
                .isFalse();
        assertThat(sweeps.cheaply("the oldest", unsettled::oldestUnknown)).hasValue(NOW.minus(Duration.ofHours(1)));
        assertThat(sweeps.cheaply(
                        "those of long ago",
                        () -> unsettled.withUnknownAttemptsSinceBefore(NOW.minus(Duration.ofMinutes(30)))))
                .containsExactly(tenant);

        store.ledger.execute("update unknown_attempt set next_look_at = null where message_id in (select message_id"
                + " from unknown_attempt limit 30)");
        store.ledger.execute(
                "update unknown_attempt set next_look_at = " + at(Duration.ofMinutes(-1))
                        + " where message_id in (select message_id from unknown_attempt where next_look_at is not null limit 30)");

        assertThat(sweeps.cheaply("some due", () -> unsettled.withUnknownAttempts(after, NOW)))
                .containsExactly(tenant);
        assertThat(crowd.alone("some due of the tenant", () -> attempts.someDue(tenant, after, NOW)))
                .isTrue();
        assertThat(crowd.alone("a batch", () -> attempts.due(tenant, after, NOW, GROUP)))
                .hasSize(60);

        store.ledger.execute("update message set state = 'SENT', status = 'sent' where id in (select message_id"
                + " from unknown_attempt where next_look_at is null or next_look_at < " + at(Duration.ZERO)
                + " order by message_id limit 40)");
        forgetSettled(after);
        assertThat(crowd.alone("the others", () -> attempts.due(tenant, after, NOW, GROUP)))
                .hasSize(20);
        assertThat(store.ledger.queryText("select count(*) from unknown_attempt"))
                .isEqualTo("" + (MANY - 40));
        store.ledger.execute("analyze unknown_attempt"); // as autovacuum does
        forgetSettled(after);
    }

    private void forgetSettled(Duration after) {
        crowd.alone("those that are settled", () -> {
            store.bean(UnknownAttemptRepository.class).forgetSettled(crowd.tenant(), after, NOW, GROUP);
            return 0;
        });
    }

    @Test
    void aWaveOfTheDailyLimitCostsItself() {
        crowd = CrowdedTenant.of(store, MANY, "WAITING", "daily_limit", at(Duration.ofSeconds(30)));
        assertThat(nextOtherThanLimited(60)).hasValue(NOW.plusSeconds(30));
        soon("wake_at = " + at(Duration.ofSeconds(5)), 10);
        assertThat(nextOtherThanLimited(10)).isEmpty();
        soon("waiting_reason = 'quiet_hours'", 1);
        assertThat(nextOtherThanLimited(60)).hasValue(NOW.plusSeconds(5));
    }

    private void soon(String set, int count) {
        store.ledger.execute("update message set " + set + " where id in (select id from message where tenant_id = '"
                + crowd.tenant() + "' order by wake_at, id limit " + count + ")");
    }

    private Optional<Instant> nextOtherThanLimited(int seconds) {
        return crowd.cheaply(
                "the next but for the limit",
                () -> store.bean(BroadcastProgress.class)
                        .nextOtherThan(
                                crowd.broadcast().ref(), WaitReason.DAILY_LIMIT, NOW.plusSeconds(seconds), 1_000));
    }

    @Test
    void aFinishedBroadcastWithUnknownMessagesCostsItsRow() {
        crowd = CrowdedTenant.of(store, MANY, "UNKNOWN", null, "null");
        store.ledger.execute("update broadcast set status = 'completed' where tenant_id = '" + crowd.tenant() + "'");
        var finished = store.bean(FinishedBroadcastQueries.class);

        assertThat(sweeps.cheaply("finished broadcasts", () -> finished.withOpenMessages(10)))
                .isEmpty();

        store.ledger.execute("update message set state = 'WAITING', wake_at = now() where id in (select id from message"
                + " where tenant_id = '" + crowd.tenant() + "' limit 1)");
        assertThat(sweeps.cheaply("finished broadcasts", () -> finished.withOpenMessages(10)))
                .singleElement()
                .returns(crowd.broadcast().ref(), FinishedBroadcastQueries.Finished::ref);
    }

    @Test
    void broadcastsThatNeedNobodyCostNothing() {
        crowd = CrowdedTenant.of(store, GROUP);
        UUID tenant = crowd.tenant();
        String longAgo = at(Duration.ofDays(-3));
        store.ledger.execute("update broadcast set changed_at = " + longAgo + " where tenant_id = '" + tenant + "'");
        store.ledger.execute(
                "update message set wake_at = " + at(Duration.ofDays(1)) + " where tenant_id = '" + tenant + "'");
        crowd.broadcasts(MANY, "paused", longAgo);
        store.ledger.execute("analyze broadcast"); // as autovacuum does
        var urgency = new OpenBroadcastQueries.Urgency(
                NOW.minusSeconds(300), NOW.minusSeconds(5), NOW.minusSeconds(60), NOW.minusSeconds(75));
        var open = store.bean(OpenBroadcastQueries.class);

        assertThat(sweeps.cheaply("urgent ones", () -> open.urgent(urgency))).isEmpty();
        assertThat(sweeps.cheaply("a page", () -> open.after(FIRST, 50))).hasSize(50);

        store.ledger.execute("update message set wake_at = " + at(Duration.ofMinutes(-2)) + " where id in (select id"
                + " from message where tenant_id = '" + tenant + "' limit 1)");
        assertThat(sweeps.cheaply("a late one", () -> open.urgent(urgency)))
                .singleElement()
                .returns(crowd.broadcast().ref(), each -> each.ref());
        store.ledger.execute(
                "update broadcast set changed_at = " + at(Duration.ofMinutes(-1)) + " where id in (select id"
                        + " from broadcast where tenant_id = '" + tenant + "' and status = 'paused' limit 1)");
        assertThat(sweeps.cheaply("and a steered one", () -> open.urgent(urgency)))
                .hasSize(2);
    }
}
