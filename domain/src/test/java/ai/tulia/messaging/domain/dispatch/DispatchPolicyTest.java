package ai.tulia.messaging.domain.dispatch;

import static ai.tulia.messaging.domain.dispatch.Facts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.dispatch.DispatchDecision.SendNow;
import ai.tulia.messaging.domain.dispatch.DispatchDecision.Stop;
import ai.tulia.messaging.domain.dispatch.DispatchDecision.Wait;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.RuleTrace.Verdict;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.domain.time.ZoneSource;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DispatchPolicyTest {
    /** 23:30 in Berlin. */
    private static final Instant NIGHT = Instant.parse("2026-06-01T21:30:00Z");
    /** 08:00 in Berlin after that night; also the tenant's next morning. */
    private static final Instant MORNING = Instant.parse("2026-06-02T06:00:00Z");

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void goes_now_when_nothing_stands_against_it(MessageType type) {
        assertThat(Facts.of(type).granted().decidedAt(NOON)).isInstanceOf(SendNow.class);
        assertThat(Facts.of(type).decidedAt(NOON)).isInstanceOf(SendNow.class);
    }

    @ParameterizedTest(name = "{0} with consent {1}: {2}")
    @CsvSource({
        "TRANSACTIONAL, UNKNOWN,   goes",
        "TRANSACTIONAL, GRANTED,   goes",
        "TRANSACTIONAL, WITHDRAWN, CONSENT_WITHDRAWN",
        "MANUAL_REPLY,  UNKNOWN,   goes",
        "MANUAL_REPLY,  WITHDRAWN, CONSENT_WITHDRAWN",
        "REMINDER,      UNKNOWN,   CONSENT_MISSING",
        "REMINDER,      GRANTED,   goes",
        "REMINDER,      WITHDRAWN, CONSENT_WITHDRAWN",
        "PROMOTIONAL,   UNKNOWN,   CONSENT_MISSING",
        "PROMOTIONAL,   GRANTED,   goes",
        "PROMOTIONAL,   WITHDRAWN, CONSENT_WITHDRAWN",
        "RE_ENGAGEMENT, UNKNOWN,   CONSENT_MISSING",
        "RE_ENGAGEMENT, GRANTED,   goes",
        "RE_ENGAGEMENT, WITHDRAWN, CONSENT_WITHDRAWN",
    })
    void each_type_asks_for_its_consent(MessageType type, ConsentState state, String outcome) {
        DispatchDecision decision = Facts.of(type).consent(state).decidedAt(NOON);
        if (outcome.equals("goes")) {
            assertThat(decision).isInstanceOf(SendNow.class);
        } else {
            assertStopped(decision, StopReason.valueOf(outcome), MessageState.REFUSED);
        }
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void an_opt_out_blocks_every_type_whatever_else_was_granted(MessageType type) {
        DispatchDecision decision =
                Facts.of(type).channel(ConsentState.WITHDRAWN).decidedAt(NOON);
        assertStopped(decision, StopReason.OPTED_OUT, MessageState.REFUSED);
    }

    @Test
    void start_lifts_the_opt_out_and_nothing_more() {
        assertThat(Facts.promotional().channel(ConsentState.GRANTED).decidedAt(NOON))
                .isInstanceOf(SendNow.class);
        assertStopped(
                Facts.promotional()
                        .channel(ConsentState.GRANTED)
                        .consent(ConsentState.UNKNOWN)
                        .decidedAt(NOON),
                StopReason.CONSENT_MISSING,
                MessageState.REFUSED);
    }

    @ParameterizedTest(name = "{0}: waits {1}")
    @CsvSource({
        "TRANSACTIONAL, false",
        "MANUAL_REPLY, false",
        "REMINDER, false",
        "PROMOTIONAL, true",
        "RE_ENGAGEMENT, true"
    })
    void quiet_hours_defer_only_the_types_that_can_wait(MessageType type, boolean waits) {
        DispatchDecision decision = Facts.of(type).decidedAt(NIGHT);
        if (waits) {
            assertWaits(decision, MORNING, WaitReason.QUIET_HOURS);
        } else {
            assertThat(decision).isInstanceOf(SendNow.class);
        }
    }

    @Test
    void the_night_is_the_customers_and_the_trace_says_where_its_zone_came_from() {
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
    void a_schedule_holds_every_type_until_its_time() {
        for (MessageType type : MessageType.values()) {
            assertWaits(
                    Facts.of(type).notBefore(NOON.plusSeconds(1)).decidedAt(NOON),
                    NOON.plusSeconds(1),
                    WaitReason.SCHEDULED);
            assertThat(Facts.of(type).notBefore(NOON).decidedAt(NOON)).isInstanceOf(SendNow.class);
        }
    }

    @Test
    void a_schedule_that_falls_into_the_night_waits_for_the_morning_after_it() {
        assertWaits(Facts.promotional().notBefore(NIGHT).decidedAt(NOON), MORNING, WaitReason.QUIET_HOURS);
    }

    @Test
    void a_schedule_in_the_morning_outlasts_the_night_before_it() {
        Instant later = MORNING.plusSeconds(3600);
        assertWaits(Facts.promotional().notBefore(later).decidedAt(NIGHT), later, WaitReason.SCHEDULED);
    }

    @ParameterizedTest(name = "{0}: waits {1}")
    @CsvSource({
        "TRANSACTIONAL, false",
        "MANUAL_REPLY, false",
        "REMINDER, false",
        "PROMOTIONAL, true",
        "RE_ENGAGEMENT, true"
    })
    void the_daily_limit_defers_only_the_types_it_may_defer(MessageType type, boolean waits) {
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
    void over_the_limit_the_next_free_place_counts_when_it_is_later_and_the_ramp_after_it() {
        Instant free = MORNING.plusSeconds(7200);
        assertWaits(Facts.promotional().denied(10, free).decidedAt(NOON), free.plusSeconds(72), WaitReason.DAILY_LIMIT);
    }

    @Test
    void after_the_limit_the_customers_night_is_asked_again() {
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
    void a_place_that_comes_free_during_the_night_costs_no_further_day() {
        assertWaits(
                Facts.promotional().denied(0, NIGHT.plusSeconds(3600)).decidedAt(NIGHT),
                MORNING,
                WaitReason.QUIET_HOURS);
    }

    @Test
    void a_place_said_to_be_free_already_does_not_overrule_a_denial() {
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
    void without_counters_only_open_types_go(MessageType type, boolean open) {
        DispatchDecision decision =
                Facts.of(type).quota(QuotaAnswer.UNAVAILABLE).decidedAt(NOON);
        if (open) {
            assertThat(decision).isInstanceOf(SendNow.class);
        } else {
            assertWaits(decision, NOON.plusSeconds(60), WaitReason.QUOTA_UNAVAILABLE);
        }
    }

    @Test
    void counters_that_are_away_at_night_do_not_move_the_morning() {
        assertWaits(
                Facts.promotional().quota(QuotaAnswer.UNAVAILABLE).decidedAt(NIGHT), MORNING, WaitReason.QUIET_HOURS);
    }

    @Test
    void a_pause_for_the_counters_does_not_end_in_the_night() {
        Instant justBefore = Instant.parse("2026-06-01T19:59:30Z");
        assertWaits(
                Facts.promotional().quota(QuotaAnswer.UNAVAILABLE).decidedAt(justBefore),
                MORNING,
                WaitReason.QUIET_HOURS);
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void past_its_validity_it_ends_whatever_else_holds_or_refuses(MessageType type) {
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
    void what_could_only_go_after_its_validity_ends_now_and_says_when_it_could_have_gone() {
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
    void overflow_past_its_validity_is_never_sent_stale() {
        DispatchDecision decision = Facts.promotional()
                .denied(0, null)
                .expiringAt(MORNING.minusSeconds(1))
                .decidedAt(NOON);
        assertStopped(decision, StopReason.VALIDITY_ENDED, MessageState.EXPIRED);
    }

    @Test
    void opt_out_comes_before_consent_and_consent_before_the_limit() {
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
    void a_refusal_beats_a_wait() {
        assertStopped(
                Facts.promotional()
                        .consent(ConsentState.UNKNOWN)
                        .notBefore(NIGHT)
                        .decidedAt(NOON),
                StopReason.CONSENT_MISSING,
                MessageState.REFUSED);
    }

    @Test
    void a_message_whose_channel_the_tenants_sender_left_waits_for_one_that_serves_it() {
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
    void every_rule_is_asked_even_after_one_refused() {
        DispatchDecision decision = Facts.promotional()
                .channel(ConsentState.WITHDRAWN)
                .consent(ConsentState.WITHDRAWN)
                .denied(0, null)
                .decidedAt(NIGHT);
        assertThat(decision.trace())
                .extracting(RuleTrace::rule, RuleTrace::verdict)
                .startsWith(
                        tuple("validity", Verdict.PASSED),
                        tuple("opt_out", Verdict.REFUSED),
                        tuple("consent", Verdict.REFUSED),
                        tuple("channel", Verdict.PASSED),
                        tuple("address", Verdict.PASSED),
                        tuple("schedule", Verdict.PASSED),
                        tuple("quiet_hours", Verdict.WAITS),
                        tuple("daily_limit", Verdict.WAITS));
    }

    @Test
    void the_trace_shows_what_each_rule_looked_at_in_reading_order() {
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

    @Test
    void no_window_holds_nothing() {
        QuietHours none = new QuietHours(LocalTime.NOON, LocalTime.NOON);
        DispatchDecision decision = Facts.promotional().quiet(none).decidedAt(NIGHT);
        assertThat(decision).isInstanceOf(SendNow.class);
        assertThat(entry(decision, "quiet_hours").facts()).containsEntry("window", "none");
    }

    @Test
    void on_the_second_pass_of_an_overlap_it_waits_again() {
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

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }

    private static RuleTrace entry(DispatchDecision decision, String rule) {
        List<RuleTrace> entries =
                decision.trace().stream().filter(e -> e.rule().equals(rule)).toList();
        assertThat(entries).as("entries of %s", rule).isNotEmpty();
        return entries.getFirst();
    }

    private static void assertWaits(DispatchDecision decision, Instant until, WaitReason reason) {
        assertThat(decision).isInstanceOfSatisfying(Wait.class, wait -> {
            assertThat(wait.until()).isEqualTo(until);
            assertThat(wait.reason()).isEqualTo(reason);
        });
    }

    private static void assertStopped(DispatchDecision decision, StopReason reason, MessageState outcome) {
        assertThat(decision).isInstanceOfSatisfying(Stop.class, stop -> {
            assertThat(stop.reason()).isEqualTo(reason);
            assertThat(stop.reason().outcome()).isEqualTo(outcome);
        });
    }
}
