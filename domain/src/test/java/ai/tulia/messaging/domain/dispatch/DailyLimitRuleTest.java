package ai.tulia.messaging.domain.dispatch;

import static ai.tulia.messaging.domain.dispatch.Decisions.assertStopped;
import static ai.tulia.messaging.domain.dispatch.Decisions.assertWaits;
import static ai.tulia.messaging.domain.dispatch.Decisions.entry;
import static ai.tulia.messaging.domain.dispatch.Facts.MORNING;
import static ai.tulia.messaging.domain.dispatch.Facts.NIGHT;
import static ai.tulia.messaging.domain.dispatch.Facts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.dispatch.DispatchDecision.SendNow;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.time.ZoneSource;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a free place, or without counters to say whether there is one. */
class DailyLimitRuleTest {
    @ParameterizedTest(name = "{0}: waits {1}")
    @CsvSource({
        "TRANSACTIONAL, false",
        "MANUAL_REPLY, false",
        "REMINDER, false",
        "PROMOTIONAL, true",
        "RE_ENGAGEMENT, true"
    })
    void theDailyLimitDefersOnlyTheTypesItMayDefer(MessageType type, boolean waits) {
        DispatchDecision deferred = Facts.of(type).denied(0, null).decidedAt(NOON);
        DispatchDecision rejected =
                Facts.of(type).denied(0, null).overLimit(OverLimit.REJECT).decidedAt(NOON);
        if (waits) {
            assertWaits(deferred, MORNING, WaitReason.DAILY_LIMIT);
            assertStopped(rejected, StopReason.OVER_DAILY_LIMIT, MessageState.REFUSED);
        } else {
            assertThat(deferred).isInstanceOf(SendNow.class);
            assertThat(rejected).isInstanceOf(SendNow.class);
        }
    }

    @Test
    void overTheLimitTheNextFreePlaceCountsWhenItIsLaterAndTheRampAfterIt() {
        Instant free = MORNING.plusSeconds(7200);
        assertWaits(Facts.promotional().denied(10, free).decidedAt(NOON), free.plusSeconds(72), WaitReason.DAILY_LIMIT);
    }

    @Test
    void afterTheLimitTheCustomersNightIsAskedAgain() {
        // 08:00 of the tenant in Berlin is 02:00 in New York.
        DispatchDecision decision = Facts.promotional()
                .in(ZoneId.of("America/New_York"), ZoneSource.CUSTOMER)
                .denied(0, null)
                .decidedAt(Instant.parse("2026-06-01T15:00:00Z"));
        assertWaits(decision, Instant.parse("2026-06-02T12:00:00Z"), WaitReason.QUIET_HOURS);
        assertThat(decision.trace())
                .extracting(RuleTrace::rule)
                .endsWith("quiet_hours", "daily_limit", "quiet_hours", "session");
        assertThat(entry(decision, "daily_limit").until()).isEqualTo(MORNING);
    }

    @Test
    void aPlaceThatComesFreeDuringTheNightCostsNoFurtherDay() {
        assertWaits(
                Facts.promotional().denied(0, NIGHT.plusSeconds(3600)).decidedAt(NIGHT),
                MORNING,
                WaitReason.QUIET_HOURS);
    }

    @Test
    void aPlaceSaidToBeFreeAlreadyDoesNotOverruleADenial() {
        assertWaits(
                Facts.promotional().denied(0, NOON.minusSeconds(1)).decidedAt(NOON), MORNING, WaitReason.DAILY_LIMIT);
    }

    @ParameterizedTest(name = "{0}: open {1}")
    @CsvSource({
        "TRANSACTIONAL, true",
        "MANUAL_REPLY, true",
        "REMINDER, true",
        "PROMOTIONAL, false",
        "RE_ENGAGEMENT, false"
    })
    void withoutCountersOnlyOpenTypesGo(MessageType type, boolean open) {
        DispatchDecision decision =
                Facts.of(type).quota(QuotaAnswer.UNAVAILABLE).decidedAt(NOON);
        if (open) {
            assertThat(decision).isInstanceOf(SendNow.class);
        } else {
            assertWaits(decision, NOON.plusSeconds(60), WaitReason.QUOTA_UNAVAILABLE);
        }
    }

    @Test
    void countersThatAreAwayAtNightDoNotMoveTheMorning() {
        assertWaits(
                Facts.promotional().quota(QuotaAnswer.UNAVAILABLE).decidedAt(NIGHT), MORNING, WaitReason.QUIET_HOURS);
    }

    @Test
    void aPauseForTheCountersDoesNotEndInTheNight() {
        Instant justBefore = Instant.parse("2026-06-01T19:59:30Z");
        assertWaits(
                Facts.promotional().quota(QuotaAnswer.UNAVAILABLE).decidedAt(justBefore),
                MORNING,
                WaitReason.QUIET_HOURS);
    }
}
