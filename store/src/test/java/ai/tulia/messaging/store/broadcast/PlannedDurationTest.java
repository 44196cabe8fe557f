package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.broadcast.PlanFigures.byDay;
import static ai.tulia.messaging.store.broadcast.PlanFigures.total;
import static ai.tulia.messaging.store.broadcast.PlanFixture.promotion;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.MessageTypeRules;
import ai.tulia.messaging.domain.plan.BroadcastPlan;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.quota.QuotaUsage;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A plan knows how long the sending takes: the days that the limit needs, what comes too late at the rate limit of its sender,
 * and what the night stops.
 */
class PlannedDurationTest {
    /** A Friday in UTC, an hour later in Berlin. */
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static PlanFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new PlanFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void whatIsOverTheLimitIsPutToTheFollowingDaysAndNothingIsCounted() {
        UUID tenant = fixture.tenant(100L);
        fixture.crowd(tenant, 1000);
        String before = stored();
        Instant end = NOON.plus(Duration.ofDays(60));
        var plan = fixture.plan(PlanFixture.at(tenant, "Hi", null, null, null, end), NOON);
        assertThat(plan.breakdown().now().count()).isEqualTo(100);
        assertThat(plan.breakdown().byLimit().stream()
                        .mapToLong(d -> d.group().count())
                        .sum())
                .isEqualTo(900);
        assertThat(plan.breakdown().byLimit().getFirst().day()).isEqualTo(LocalDate.parse("2026-11-21"));
        assertThat(plan.cost()).isEqualTo(new BroadcastPlan.Cost(100L, true, 0, 1000, 10L, QuotaUsage.Source.REDIS));
        assertThat(stored()).isEqualTo(before);
        assertThat(fixture.bean(QuotaCounters.class).usage(tenant, 100L, NOON).used())
                .isZero();
        assertThat(total(plan)).isEqualTo(1000);
        assertThat(byDay(plan)).isEqualTo(asTheCountersSay(tenant, 100, 1000, end));
    }

    @Test
    void placesTakenAtOtherTimesMoveItAsTheCountersWould() {
        UUID tenant = fixture.tenant(20L);
        fixture.crowd(tenant, 70);
        fixture.take(tenant, 7, NOON.minus(Duration.ofHours(20)));
        fixture.take(tenant, 9, NOON.minus(Duration.ofHours(1)));
        Instant end = NOON.plus(Duration.ofDays(60));
        var plan = fixture.plan(PlanFixture.at(tenant, "Hi", null, null, null, end), NOON);
        assertThat(plan.breakdown().now().count()).isEqualTo(4);
        assertThat(plan.cost().used()).isEqualTo(16);
        assertThat(byDay(plan)).isEqualTo(asTheCountersSay(tenant, 20, 70, end));
    }

    @Test
    void whoseValidityEndsBeforeTheirTurnExpires() {
        UUID tenant = fixture.tenant(100L);
        fixture.crowd(tenant, 1000);
        var plan = fixture.plan(promotion(tenant, "Hi"), NOON);
        assertThat(plan.breakdown().expires()).hasSize(1);
        assertThat(plan.breakdown().expires().getFirst().reason()).isEqualTo("daily_limit");
        assertThat(plan.cost().daysNeeded()).isEqualTo(10);
        assertThat(plan.lastSendAt()).isBefore(NOON.plus(Duration.ofHours(72)));
        assertThat(total(plan)).isEqualTo(1000);
        var late = fixture.plan(PlanFixture.at(tenant, "Hi", null, null, null, NOON), NOON);
        assertThat(late.breakdown().expires())
                .extracting(e -> e.reason() + " " + e.group().count())
                .containsExactly("validity 1000");
        assertThat(late.firstSendAt()).isNull();
    }

    @Test
    void atASlowSenderTheRestExpiresBeforeItsTurn() {
        UUID tenant = fixture.tenant(null);
        String sender = "whatsapp:+4930123456";
        fixture.ledger.execute("insert into sender_pace values ('" + sender + "', 1)");
        fixture.ledger.sender(tenant, sender);
        fixture.crowd(tenant, 1000);
        var plan = fixture.plan(PlanFixture.at(tenant, "Hi", null, null, null, NOON.plusSeconds(600)), NOON);
        assertThat(plan.breakdown().now().count()).isEqualTo(600);
        assertThat(plan.breakdown().now().samples()).hasSize(BroadcastPlan.MAX_SAMPLES);
        assertThat(plan.breakdown().expires())
                .extracting(e -> e.reason() + " " + e.group().count())
                .containsExactly("rate_limit 400");
        assertThat(plan.firstSendAt()).isEqualTo(NOON);
        assertThat(plan.lastSendAt()).isEqualTo(NOON.plusSeconds(599));
        assertThat(plan.cost().needed()).isEqualTo(1000);
    }

    @Test
    void itsOwnPaceCountsWhereItIsSlowerThanThatOfItsSender() {
        UUID tenant = fixture.tenant(null);
        fixture.crowd(tenant, 100);
        assertThat(fixture.plan(PlanFixture.rateLimited(tenant, null, 4), NOON).lastSendAt())
                .isEqualTo(NOON.plusMillis(99 * 250));
        assertThat(fixture.plan(PlanFixture.rateLimited(tenant, null, 1000), NOON)
                        .lastSendAt())
                .isEqualTo(NOON.plusNanos(99 * 1_000_000_000L / 80));
    }

    @Test
    void whatIsNotSentBeforeTheNightIsDeferredToTheMorning() {
        UUID tenant = fixture.tenant(null);
        fixture.crowd(tenant, 500);
        Instant evening = Instant.parse("2026-11-20T19:59:00Z");
        var plan = fixture.plan(PlanFixture.rateLimited(tenant, null, 5), evening);
        assertThat(plan.breakdown().now().count()).isEqualTo(300);
        assertThat(plan.breakdown().waiting())
                .extracting(h -> h.reason() + " " + h.zone() + " " + h.until() + " "
                        + h.group().count())
                .containsExactly("QUIET_HOURS Europe/Berlin 2026-11-21T07:00:00Z 200");
        assertThat(plan.breakdown().waiting().getFirst().group().samples()).hasSize(BroadcastPlan.MAX_SAMPLES);
        assertThat(plan.lastSendAt()).isEqualTo(Instant.parse("2026-11-21T07:00:39.800Z"));
        var tooLate = fixture.plan(PlanFixture.rateLimited(tenant, Instant.parse("2026-11-21T06:00:00Z"), 5), evening);
        assertThat(tooLate.breakdown().expires())
                .extracting(e -> e.reason() + " " + e.group().count())
                .containsExactly("quiet_hours 200");
    }

    @Test
    void whoseNightIsOverWhenTheirTurnComesGoesAtOnce() {
        UUID tenant = fixture.tenant(null);
        fixture.crowd(tenant, 100);
        for (int number = 0; number < 100; number++) {
            fixture.customer(tenant, number, "America/Los_Angeles", "granted", null, "{}");
        }
        Instant aMinuteBefore = Instant.parse("2026-11-20T15:59:00Z");
        var plan = fixture.plan(PlanFixture.rateLimited(tenant, null, 1), aMinuteBefore);
        // In the first minute 60 of Berlin go, and as many of those between them are held for its end.
        assertThat(plan.breakdown().waiting().getFirst().group().count()).isBetween(59L, 60L);
        assertThat(plan.breakdown().now().count())
                .isEqualTo(200 - plan.breakdown().waiting().getFirst().group().count());
        assertThat(plan.lastSendAt()).isEqualTo(aMinuteBefore.plusSeconds(199));
    }

    @Test
    void whatTheLimitPutOffGoesAtThePaceOfItsDayAndIsCountedOnce() {
        UUID tenant = fixture.tenant(100L);
        fixture.crowd(tenant, 300);
        Instant end = NOON.plus(Duration.ofDays(20));
        var plan = fixture.plan(PlanFixture.rateLimited(tenant, end, 1), NOON);
        assertThat(plan.breakdown().now().count()).isEqualTo(100);
        assertThat(plan.breakdown().byLimit().stream()
                        .map(d -> d.day() + " " + d.group().count()))
                .containsExactly("2026-11-21 100", "2026-11-22 100");
        assertThat(plan.lastSendAt()).isAfter(NOON.plus(Duration.ofHours(48)));
    }

    private static String stored() {
        return Stream.of("message", "message_event", "broadcast", "broadcast_snapshot", "notice")
                .map(table -> table + fixture.ledger.queryText("select count(*) from " + table))
                .toList()
                .toString();
    }

    /** The real counters asked by as many messages, each answer given to the policy as a chunk does. */
    private static Map<LocalDate, Long> asTheCountersSay(UUID tenant, int limit, int count, Instant end) {
        MessageTypeRules rules = promotion(tenant, "Hi").type().rules();
        var facts = fixture.snapshot(PlanFixture.at(tenant, "Hi", null, null, null, end), NOON)
                .getFirst()
                .row()
                .facts();
        List<UUID> ids = Stream.generate(Ids::next).limit(count).toList();
        var days = new TreeMap<LocalDate, Long>();
        for (int from = 0; from < count; from += 500) {
            var chunk = ids.subList(from, Math.min(count, from + 500));
            for (var reservation : fixture.bean(QuotaCounters.class)
                    .claiming(tenant, quota -> quota.reserveInRedis(chunk, request(rules, limit)))) {
                if (reservation.answer().verdict() == QuotaAnswer.Verdict.DENIED
                        && DispatchPolicy.decide(facts.with(reservation.answer()), NOON)
                                instanceof DispatchDecision.Wait wait) {
                    days.merge(wait.until().atZone(BERLIN).toLocalDate(), 1L, Long::sum);
                }
            }
        }
        return days;
    }

    private static QuotaRequest request(MessageTypeRules rules, long limit) {
        return QuotaRequest.of(rules, limit, NOON, NOON);
    }
}
