package ai.tulia.messaging.domain.dispatch;

import static ai.tulia.messaging.domain.dispatch.Decisions.assertStopped;
import static ai.tulia.messaging.domain.dispatch.Decisions.assertWaits;
import static ai.tulia.messaging.domain.dispatch.Decisions.entry;
import static ai.tulia.messaging.domain.dispatch.Facts.MORNING;
import static ai.tulia.messaging.domain.dispatch.Facts.NIGHT;
import static ai.tulia.messaging.domain.dispatch.Facts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.dispatch.DispatchDecision.SendNow;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.RuleTrace.Verdict;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.time.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the rules decide together: which of them comes first, what outlasts the validity, and what the trace shows. */
class DispatchPolicyTest {
    @ParameterizedTest
    @EnumSource(MessageType.class)
    void goesNowWhenNothingStandsAgainstIt(MessageType type) {
        assertThat(Facts.of(type).granted().decidedAt(NOON)).isInstanceOf(SendNow.class);
        assertThat(Facts.of(type).decidedAt(NOON)).isInstanceOf(SendNow.class);
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void pastItsValidityItEndsWhateverElseDefersOrRefuses(MessageType type) {
        assertThat(Facts.of(type).expiringAt(NOON.plusNanos(1)).decidedAt(NOON)).isInstanceOf(SendNow.class);
        DispatchDecision decision = Facts.of(type)
                .expiringAt(NOON)
                .channel(ConsentState.WITHDRAWN)
                .consent(ConsentState.WITHDRAWN)
                .notBefore(NOON.plusSeconds(60))
                .denied(0, null)
                .overLimit(OverLimit.REJECT)
                .decidedAt(NOON);
        assertStopped(decision, StopReason.VALIDITY_ENDED, MessageState.EXPIRED);
    }

    @Test
    void whatCouldOnlyGoAfterItsValidityEndsNowAndSaysWhenItCouldHaveGone() {
        DispatchDecision decision = Facts.promotional().expiringAt(MORNING).decidedAt(NIGHT);
        assertStopped(decision, StopReason.VALIDITY_ENDED, MessageState.EXPIRED);
        RuleTrace last = decision.trace().getLast();
        assertThat(last.rule()).isEqualTo("validity");
        assertThat(last.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(last.facts()).containsEntry("first_possible_at", TimeFormat.instant(MORNING));

        assertWaits(
                Facts.promotional().expiringAt(MORNING.plusNanos(1)).decidedAt(NIGHT), MORNING, WaitReason.QUIET_HOURS);
    }

    @Test
    void overflowPastItsValidityIsNeverSentStale() {
        DispatchDecision decision = Facts.promotional()
                .denied(0, null)
                .expiringAt(MORNING.minusSeconds(1))
                .decidedAt(NOON);
        assertStopped(decision, StopReason.VALIDITY_ENDED, MessageState.EXPIRED);
    }

    @Test
    void optOutComesBeforeConsentAndConsentBeforeTheLimit() {
        Facts all = Facts.promotional()
                .channel(ConsentState.WITHDRAWN)
                .consent(ConsentState.UNKNOWN)
                .denied(0, null)
                .overLimit(OverLimit.REJECT);
        assertStopped(all.decidedAt(NOON), StopReason.OPTED_OUT, MessageState.REFUSED);
        assertStopped(
                all.channel(ConsentState.UNKNOWN).decidedAt(NOON), StopReason.CONSENT_MISSING, MessageState.REFUSED);
        assertStopped(
                all.consent(ConsentState.GRANTED).decidedAt(NOON), StopReason.OVER_DAILY_LIMIT, MessageState.REFUSED);
    }

    @Test
    void aRefusalBeatsAWait() {
        assertStopped(
                Facts.promotional()
                        .consent(ConsentState.UNKNOWN)
                        .notBefore(NIGHT)
                        .decidedAt(NOON),
                StopReason.CONSENT_MISSING,
                MessageState.REFUSED);
    }

    @Test
    void aMessageWhoseChannelTheTenantsSenderLeftWaitsForOneThatServesIt() {
        DispatchDecision decision =
                Facts.of(MessageType.TRANSACTIONAL).withSenderOnAnotherChannel().decidedAt(NOON);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        DispatchDecision.Wait.class,
                        wait -> assertThat(wait.reason()).isEqualTo(WaitReason.CHANNEL_NOT_SERVED));
        assertThat(Facts.of(MessageType.TRANSACTIONAL)
                        .withSenderOnAnotherChannel()
                        .expiringAt(NOON.plusSeconds(60))
                        .decidedAt(NOON))
                .isInstanceOf(DispatchDecision.Stop.class);
    }

    @Test
    void whateverItsTypeAMessageOfASuspendedTenantWaitsAndIsLookedAtHourly() {
        for (MessageType type : MessageType.values()) {
            assertWaits(
                    Facts.of(type).ofSuspendedTenant().decidedAt(NOON),
                    NOON.plus(Duration.ofHours(1)),
                    WaitReason.TENANT_SUSPENDED);
        }
    }

    @Test
    void aMessageOfASuspendedTenantWaitsToTheLastOfItsValidityAndEndsWithIt() {
        Instant end = NOON.plus(Duration.ofMinutes(20));
        Facts facts = Facts.of(MessageType.TRANSACTIONAL).ofSuspendedTenant().expiringAt(end);
        assertWaits(facts.decidedAt(NOON), end.minusMillis(1), WaitReason.TENANT_SUSPENDED);
        assertStopped(facts.decidedAt(end.minusMillis(1)), StopReason.VALIDITY_ENDED, MessageState.EXPIRED);
    }

    @Test
    void aRefusalAndALongerWaitStandBesideASuspension() {
        assertStopped(
                Facts.promotional()
                        .ofSuspendedTenant()
                        .channel(ConsentState.WITHDRAWN)
                        .decidedAt(NOON),
                StopReason.OPTED_OUT,
                MessageState.REFUSED);
        assertWaits(Facts.promotional().ofSuspendedTenant().decidedAt(NIGHT), MORNING, WaitReason.QUIET_HOURS);
    }

    @Test
    void everyRuleIsAskedEvenAfterOneRefused() {
        DispatchDecision decision = Facts.promotional()
                .channel(ConsentState.WITHDRAWN)
                .consent(ConsentState.WITHDRAWN)
                .denied(0, null)
                .decidedAt(NIGHT);
        assertThat(decision.trace())
                .extracting(RuleTrace::rule, RuleTrace::verdict)
                .startsWith(
                        tuple("validity", Verdict.PASSED),
                        tuple("tenant", Verdict.PASSED),
                        tuple("opt_out", Verdict.REFUSED),
                        tuple("consent", Verdict.REFUSED),
                        tuple("channel", Verdict.PASSED),
                        tuple("address", Verdict.PASSED),
                        tuple("schedule", Verdict.PASSED),
                        tuple("quiet_hours", Verdict.WAITS),
                        tuple("daily_limit", Verdict.WAITS));
    }

    @Test
    void theTraceShowsWhatEachRuleLookedAtInReadingOrder() {
        Instant free = MORNING.minusSeconds(60);
        DispatchDecision decision = Facts.promotional().denied(3, free).decidedAt(NOON);
        assertThat(entry(decision, "consent").facts().keySet())
                .containsExactly("message_type", "channel", "consent", "required", "state", "recorded_at", "source");
        assertThat(entry(decision, "opt_out").facts()).containsOnlyKeys("channel", "state");
        assertThat(entry(decision, "address").facts())
                .containsEntry("address", "phone_number")
                .containsEntry("country", "DE");
        assertThat(entry(decision, "session").facts())
                .containsEntry("needed", false)
                .containsEntry("approved_template", true);
        assertThat(entry(decision, "daily_limit").facts())
                .containsEntry("used", 1000L)
                .containsEntry("limit", 1000L)
                .containsEntry("ahead", 3)
                .containsEntry("next_free_at", TimeFormat.instant(free))
                .containsEntry("time_zone", "Europe/Berlin");
    }

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }
}
