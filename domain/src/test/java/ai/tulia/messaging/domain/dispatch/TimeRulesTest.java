package ai.tulia.messaging.domain.dispatch;

import static ai.tulia.messaging.domain.dispatch.Decisions.assertWaits;
import static ai.tulia.messaging.domain.dispatch.Decisions.entry;
import static ai.tulia.messaging.domain.dispatch.Facts.MORNING;
import static ai.tulia.messaging.domain.dispatch.Facts.NIGHT;
import static ai.tulia.messaging.domain.dispatch.Facts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.dispatch.DispatchDecision.SendNow;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.domain.time.ZoneSource;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipient's night and the message's own time. */
class TimeRulesTest {
    @ParameterizedTest(name = "{0}: waits {1}")
    @CsvSource({
        "TRANSACTIONAL, false",
        "MANUAL_REPLY, false",
        "REMINDER, false",
        "PROMOTIONAL, true",
        "RE_ENGAGEMENT, true"
    })
    void quietHoursDeferOnlyTheTypesThatCanWait(MessageType type, boolean waits) {
        DispatchDecision decision = Facts.of(type).decidedAt(NIGHT);
        if (waits) {
            assertWaits(decision, MORNING, WaitReason.QUIET_HOURS);
        } else {
            assertThat(decision).isInstanceOf(SendNow.class);
        }
    }

    @Test
    void theNightIsTheCustomersAndTheTraceSaysWhereItsZoneCameFrom() {
        DispatchDecision decision = Facts.promotional()
                .in(ZoneId.of("Asia/Kathmandu"), ZoneSource.TENANT)
                .decidedAt(Instant.parse("2026-05-01T16:15:00Z"));
        assertWaits(decision, Instant.parse("2026-05-02T02:15:00Z"), WaitReason.QUIET_HOURS);
        assertThat(entry(decision, "quiet_hours").facts())
                .containsEntry("time_zone", "Asia/Kathmandu")
                .containsEntry("time_zone_source", "tenant")
                .containsEntry("window", "22:00:00-08:00:00")
                .containsEntry("local_time", "2026-05-01T22:00:00")
                .containsEntry("until_local", "2026-05-02T08:00:00");
    }

    @Test
    void noWindowDefersNothing() {
        QuietHours none = new QuietHours(LocalTime.NOON, LocalTime.NOON);
        DispatchDecision decision = Facts.promotional().quiet(none).decidedAt(NIGHT);
        assertThat(decision).isInstanceOf(SendNow.class);
        assertThat(entry(decision, "quiet_hours").facts()).containsEntry("window", "none");
    }

    @Test
    void onTheSecondPassOfAnOverlapItWaitsAgain() {
        Facts facts = Facts.promotional()
                .quiet(new QuietHours(LocalTime.of(22, 0), LocalTime.of(2, 30)))
                .expiringAt(Instant.parse("2026-12-01T00:00:00Z"));
        assertWaits(
                facts.decidedAt(Instant.parse("2026-10-25T00:15:00Z")),
                Instant.parse("2026-10-25T00:30:00Z"),
                WaitReason.QUIET_HOURS);
        assertThat(facts.decidedAt(Instant.parse("2026-10-25T00:30:00Z"))).isInstanceOf(SendNow.class);
        assertWaits(
                facts.decidedAt(Instant.parse("2026-10-25T01:00:00Z")),
                Instant.parse("2026-10-25T01:30:00Z"),
                WaitReason.QUIET_HOURS);
    }

    @Test
    void aScheduleDefersEveryTypeUntilItsTime() {
        for (MessageType type : MessageType.values()) {
            assertWaits(
                    Facts.of(type).notBefore(NOON.plusSeconds(1)).decidedAt(NOON),
                    NOON.plusSeconds(1),
                    WaitReason.SCHEDULED);
            assertThat(Facts.of(type).notBefore(NOON).decidedAt(NOON)).isInstanceOf(SendNow.class);
        }
    }

    @Test
    void aScheduleThatFallsIntoTheNightWaitsForTheMorningAfterIt() {
        assertWaits(Facts.promotional().notBefore(NIGHT).decidedAt(NOON), MORNING, WaitReason.QUIET_HOURS);
    }

    @Test
    void aScheduleInTheMorningOutlastsTheNightBeforeIt() {
        Instant later = MORNING.plusSeconds(3600);
        assertWaits(Facts.promotional().notBefore(later).decidedAt(NIGHT), later, WaitReason.SCHEDULED);
    }
}
