package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.broadcast.CrowdedTenant.GROUP;
import static ai.tulia.messaging.store.broadcast.CrowdedTenant.NOW;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a sweep or a chunk looks for costs what it finds, not what it looks through: rows are counted as they are read. */
class FoundByIndexTest {
    private static final int MANY = 20_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final PlanFixture store = new PlanFixture();
    private CrowdedTenant crowd;
    private SweepReads sweeps;

    @BeforeEach
    void begin() {
        for (String table : List.of("message", "message_event", "customer", "broadcast", "unknown_attempt")) {
            store.ledger.execute("alter table " + table + " set (autovacuum_enabled = off)");
        }
        sweeps = new SweepReads(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void crowd(int customers) {
        crowd = CrowdedTenant.of(store, customers);
    }

    /** Single messages by plain SQL. @param wake as SQL; @param state and its attempt's row if it is UNKNOWN */
    private void singles(int count, String state, String wake) {
        store.ledger.execute("insert into message (tenant_id, id, customer_id, message_type, channel, status, state,"
                + " over_limit, expires_at, wake_at, created_at, changed_at) select '" + crowd.tenant() + "', uuidv7(),"
                + " (select id from customer where tenant_id = '" + crowd.tenant() + "' limit 1), 'transactional',"
                + " 'whatsapp', 'pending', '" + state + "', 'DEFER', timestamptz '" + NOW + "' + interval '2 days', "
                + wake
                + ", timestamptz '" + NOW + "' - interval '1 day', timestamptz '" + NOW + "' - interval '1 day'"
                + " from generate_series(1, " + count + ") n");
    }

    private static String at(Duration after) {
        return "timestamptz '" + NOW.plus(after) + "'";
    }

    @Test
    void lostAttemptsOfABroadcastCostTheAttemptsUnderWay() {
        crowd(MANY);
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
        store.crowd(tenant, MANY);
        store.ledger.execute("update customer set time_zone = case when right(id::text, 1) < '8' then 'Europe/Berlin'"
                + " else 'Asia/Tokyo' end where tenant_id = '" + tenant + "'");
        store.ledger.execute("update customer set time_zone = 'America/Lima' where id in (select id from customer"
                + " where tenant_id = '" + tenant + "' order by id limit 50)");
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
        crowd(10);
        singles(MANY, "WAITING", at(Duration.ofDays(1)));
        singles(MANY, "UNKNOWN", "null");
        singles(GROUP, "WAITING", at(Duration.ofMinutes(-1)));
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
        crowd(10);
        UUID tenant = crowd.tenant();
        singles(MANY, "UNKNOWN", "null");
        store.ledger.execute("insert into unknown_attempt (tenant_id, message_id, attempt, since, next_look_at)"
                + " select tenant_id, id, 1, " + at(Duration.ofHours(-1)) + ", " + at(Duration.ofHours(1))
                + " from message where tenant_id = '" + tenant + "' and state = 'UNKNOWN'");
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
    }

    @Test
    void aFinishedBroadcastWithUnknownMessagesCostsItsRow() {
        crowd(MANY);
        store.ledger.execute(
                "update message set state = 'UNKNOWN', wake_at = null where tenant_id = '" + crowd.tenant() + "'");
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
        crowd(GROUP);
        UUID tenant = crowd.tenant();
        String longAgo = at(Duration.ofDays(-3));
        store.ledger.execute("update broadcast set changed_at = " + longAgo + " where tenant_id = '" + tenant + "'");
        store.ledger.execute(
                "update message set wake_at = " + at(Duration.ofDays(1)) + " where tenant_id = '" + tenant + "'");
        copies(tenant, MANY, "paused", longAgo);
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

    private void copies(UUID tenant, int count, String status, String changedAt) {
        store.ledger.execute(
                "insert into broadcast (tenant_id, id, name, message_type, channel, status, content, audience,"
                        + " created_at, changed_at) select '" + tenant
                        + "', uuidv7(), 'idle', 'promotional', 'whatsapp', '"
                        + status + "', 'News', 'list', " + changedAt + ", " + changedAt + " from generate_series(1, "
                        + count + ") n");
    }
}
