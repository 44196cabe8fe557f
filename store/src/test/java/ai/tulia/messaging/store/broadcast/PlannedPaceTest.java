package ai.tulia.messaging.store.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.plan.BroadcastPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A plan knows how long the sending takes: what comes too late at the pace of its sender, and what the night stops. */
class PlannedPaceTest {
    /** A Friday in UTC, an hour later in Berlin. */
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

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
                .extracting(e -> e.cause() + " " + e.group().count())
                .containsExactly("pace 400");
        assertThat(plan.firstSendAt()).isEqualTo(NOON);
        assertThat(plan.lastSendAt()).isEqualTo(NOON.plusSeconds(599));
        assertThat(plan.cost().needed()).isEqualTo(1000);
    }

    @Test
    void itsOwnPaceCountsWhereItIsSlowerThanThatOfItsSender() {
        UUID tenant = fixture.tenant(null);
        fixture.crowd(tenant, 100);
        assertThat(fixture.plan(PlanFixture.paced(tenant, null, 4), NOON).lastSendAt())
                .isEqualTo(NOON.plusMillis(99 * 250));
        assertThat(fixture.plan(PlanFixture.paced(tenant, null, 1000), NOON).lastSendAt())
                .isEqualTo(NOON.plusNanos(99 * 1_000_000_000L / 80));
    }

    @Test
    void whatIsNotSentBeforeTheNightIsHeldForTheMorning() {
        UUID tenant = fixture.tenant(null);
        fixture.crowd(tenant, 500);
        Instant evening = Instant.parse("2026-11-20T19:59:00Z");
        var plan = fixture.plan(PlanFixture.paced(tenant, null, 5), evening);
        assertThat(plan.breakdown().now().count()).isEqualTo(300);
        assertThat(plan.breakdown().waiting())
                .extracting(h -> h.reason() + " " + h.zone() + " " + h.until() + " "
                        + h.group().count())
                .containsExactly("QUIET_HOURS Europe/Berlin 2026-11-21T07:00:00Z 200");
        assertThat(plan.breakdown().waiting().getFirst().group().samples()).hasSize(BroadcastPlan.MAX_SAMPLES);
        assertThat(plan.lastSendAt()).isEqualTo(Instant.parse("2026-11-21T07:00:39.800Z"));
        var tooLate = fixture.plan(PlanFixture.paced(tenant, Instant.parse("2026-11-21T06:00:00Z"), 5), evening);
        assertThat(tooLate.breakdown().expires())
                .extracting(e -> e.cause() + " " + e.group().count())
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
        var plan = fixture.plan(PlanFixture.paced(tenant, null, 1), aMinuteBefore);
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
        var plan = fixture.plan(PlanFixture.paced(tenant, end, 1), NOON);
        assertThat(plan.breakdown().now().count()).isEqualTo(100);
        assertThat(plan.breakdown().byLimit().stream()
                        .map(d -> d.day() + " " + d.group().count()))
                .containsExactly("2026-11-21 100", "2026-11-22 100");
        assertThat(plan.lastSendAt()).isAfter(NOON.plus(Duration.ofHours(48)));
    }
}
