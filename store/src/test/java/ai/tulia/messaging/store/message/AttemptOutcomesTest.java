package ai.tulia.messaging.store.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.twilio.FailureCode;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Answers of the provider that come late, or after a failover took commits back. */
class AttemptOutcomesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final TestLedger LEDGER = TestLedger.fresh();
    private static UUID tenant;
    private static ConfigurableApplicationContext beans;

    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    @BeforeAll
    static void open() {
        tenant = LEDGER.tenant("outcomes");
        LEDGER.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + tenant + "', '+4915112345678', now(), now())");
        beans = new SpringApplicationBuilder(Store.class)
                .web(WebApplicationType.NONE)
                .run(LEDGER.properties().stream().map(p -> "--" + p).toArray(String[]::new));
    }

    @AfterAll
    static void close() {
        beans.close();
    }

    @Test
    void aLateAnswerThatItWasNotProcessedPutsAnUnknownAttemptBackInLine() {
        MessageRef message = sending();
        settle(new Transition.LostWorker(message, 1));
        settle(new Transition.NotProcessed(message, 1, "twilio_20429", NOW.plusSeconds(5)));
        assertThat(row(message)).isEqualTo("WAITING 1 provider_busy -");
        assertThat(events(message)).isEqualTo("attempt_started lost_worker not_processed");
    }

    @Test
    void anAnswerToAnEarlierAttemptDoesNotTouchALaterOne() {
        MessageRef message = sending();
        settle(new Transition.NotProcessed(message, 1, "twilio_20429", NOW));
        apply(new Transition.AttemptStarted(message, 2, "body", null, null));
        settle(new Transition.NotProcessed(message, 1, "twilio_20429", NOW));
        settle(new Transition.LostWorker(message, 1));
        assertThat(row(message)).isEqualTo("SENDING 2 - -");
    }

    @Test
    void whatTurnsOutToBeSentShowsNoFailure() {
        MessageRef message = sending();
        settle(new Transition.NoAnswer(message, 1, "socket_timeout"));
        assertThat(row(message)).isEqualTo("UNKNOWN 1 - socket_timeout");
        settle(new Transition.ProviderAccepted(message, 1, "SM1"));
        assertThat(row(message)).isEqualTo("SENT 1 - -");
    }

    @Test
    void anAcceptedAttemptThatAFailoverTookBackIsSentAndNotPostedAgain() {
        MessageRef message = accepted();
        settle(new Transition.ProviderAccepted(message, 1, "SM2"));
        assertThat(row(message)).isEqualTo("SENT 1 - -");
        assertThat(events(message)).isEqualTo("ledger_set_back provider_accepted");
        assertThat(apply(new Transition.AttemptStarted(message, 2, null, null, null)))
                .isFalse();
    }

    @Test
    void aSecondAcceptedPostIsAnEvent() {
        MessageRef message = sending();
        settle(new Transition.ProviderAccepted(message, 1, "SM3"));
        settle(new Transition.ProviderAccepted(message, 1, "SM4"));
        settle(new Transition.ProviderAccepted(message, 1, "SM3"));
        assertThat(events(message)).isEqualTo("attempt_started provider_accepted accepted_twice");
    }

    @Test
    void aSecondAcceptedPostIsAnEventWhicheverOfItsReportsComesFirstAndOnlyOnce() {
        MessageRef message = sending();
        settle(new Transition.ProviderAccepted(message, 1, "SM5"));
        settle(new Transition.Delivered(message, 1, "SM6"));
        settle(new Transition.Read(message, 1, "SM6"));
        assertThat(events(message)).isEqualTo("attempt_started provider_accepted accepted_twice");
        assertThat(row(message)).isEqualTo("SENT 1 - -");
    }

    @Test
    void aLateReportOfAnEarlierAttemptIsNoSecondPost() {
        MessageRef message = sending();
        settle(new Transition.ProviderAccepted(message, 1, "SM7"));
        settle(new Transition.DeliveryRetried(message, 1, "SM7", "twilio_63049", NOW));
        apply(new Transition.AttemptStarted(message, 2, null, null, null));
        settle(new Transition.ProviderAccepted(message, 2, "SM8"));
        settle(new Transition.ProviderAccepted(message, 1, "SM7"));
        assertThat(events(message)).doesNotContain("accepted_twice");
    }

    @Test
    void aReportOfAnAttemptThatAFailoverTookBackSettlesIt() {
        MessageRef message = accepted();
        settle(new Transition.Delivered(message, 1, "SM9"));
        assertThat(row(message)).isEqualTo("DELIVERED 1 - -");
        assertThat(events(message)).isEqualTo("ledger_set_back delivery_confirmed");
        assertThat(LEDGER.queryText(
                        "select (reserved_at is not null)::text from message where id = '" + message.messageId() + "'"))
                .as("its unit of the daily limit counts")
                .isEqualTo("true");
    }

    @Test
    void aSecondPostThatWasRefusedOrNotProcessedIsAnEvent() {
        MessageRef refused = sending();
        settle(new Transition.ProviderAccepted(refused, 1, "SM10"));
        settle(new Transition.ProviderRefused(refused, 1, "twilio_21211", "Correct the number."));
        assertThat(events(refused)).isEqualTo("attempt_started provider_accepted posted_twice");
        assertThat(row(refused)).isEqualTo("SENT 1 - -");

        MessageRef busy = sending();
        settle(new Transition.ProviderAccepted(busy, 1, "SM11"));
        settle(new Transition.NotProcessed(busy, 1, "twilio_20429", NOW.plusSeconds(5)));
        settle(new Transition.NotProcessed(busy, 1, "twilio_20429", NOW.plusSeconds(5)));
        assertThat(events(busy)).isEqualTo("attempt_started provider_accepted posted_twice");
        assertThat(row(busy)).isEqualTo("SENT 1 - -");
    }

    @Test
    void anAcceptedPostWhoseSecondWasNotProcessedIsSentAndNotPostedAgain() {
        MessageRef message = sending();
        settle(new Transition.NotProcessed(message, 1, "twilio_20429", NOW.plusSeconds(5)));
        settle(new Transition.ProviderAccepted(message, 1, "SM12"));
        assertThat(row(message)).isEqualTo("SENT 1 - -");
        assertThat(events(message)).isEqualTo("attempt_started not_processed ledger_set_back provider_accepted");
    }

    @Test
    void anAcceptedPostOfWhatHasEndedMeanwhileIsAnEvent() {
        MessageRef canceled = accepted();
        apply(new Transition.Canceled(canceled, "api"));
        settle(new Transition.ProviderAccepted(canceled, 1, "SM13"));
        settle(new Transition.ProviderAccepted(canceled, 1, "SM13"));
        assertThat(row(canceled)).isEqualTo("CANCELED 0 - -");
        assertThat(events(canceled)).isEqualTo("cancel_requested ledger_set_back");

        MessageRef refused = sending();
        settle(new Transition.ProviderRefused(refused, 1, "twilio_21211", "Correct the number."));
        settle(new Transition.ProviderAccepted(refused, 1, "SM14"));
        assertThat(events(refused)).isEqualTo("attempt_started provider_refused ledger_set_back");
    }

    @Test
    void aReportOfAnAttemptThatAPolicyHasEndedIsNoEventOfAFailover() {
        MessageRef message = sending();
        settle(new Transition.NoAnswer(message, 1, "socket_timeout"));
        settle(new Transition.Unresolved(message, 1, FailureCode.UNKNOWN_OUTCOME, "Look for it."));
        settle(new Transition.ProviderAccepted(message, 1, "SM15"));
        assertThat(events(message)).isEqualTo("attempt_started no_answer unresolved");
    }

    @Test
    void anOutcomeLeavesACanceledMessageAlone() {
        MessageRef message = accepted();
        apply(new Transition.Canceled(message, "api"));
        settle(new Transition.NotProcessed(message, 1, "twilio_20429", NOW));
        assertThat(row(message)).isEqualTo("CANCELED 0 - -");
    }

    @Test
    void anAttemptIsLostOnlyWhenNobodyCanStillRecordItsOutcome() {
        assertThat(AttemptLimits.isLost(NOW, NOW.plus(AttemptLimits.LOST_AFTER).minusMillis(1)))
                .isFalse();
        assertThat(AttemptLimits.isLost(NOW, NOW.plus(AttemptLimits.LOST_AFTER)))
                .isTrue();
        assertThat(AttemptLimits.LOST_AFTER)
                .isGreaterThan(AttemptLimits.START_WITHIN
                        .plus(AttemptLimits.POST_TIMEOUT)
                        .plus(AttemptLimits.RECORD_WITHIN));
    }

    @Test
    void toDeferAgainForTheSameReasonUntilTheSameInstantLeavesNoSecondEvent() {
        MessageRef message = accepted();
        var wait = new DispatchDecision.Wait(NOW.plusSeconds(60), WaitReason.QUIET_HOURS, List.of());
        assertThat(apply(new Transition.Deferred(message, wait))).isTrue();
        assertThat(apply(new Transition.Deferred(message, wait))).isFalse();
        assertThat(events(message)).isEqualTo("deferred");
    }

    private static MessageRef sending() {
        MessageRef message = accepted();
        apply(new Transition.AttemptStarted(message, 1, "body", null, null));
        return message;
    }

    private static MessageRef accepted() {
        var ref = new MessageRef(tenant, Ids.next());
        LEDGER.execute(
                "insert into message (tenant_id, id, customer_id, message_type, channel, status, state, over_limit,"
                        + " expires_at, created_at, changed_at) values ('" + tenant + "', '" + ref.messageId() + "', '"
                        + tenant
                        + "', 'promotional', 'whatsapp', 'pending', 'ACCEPTED', 'DEFER', timestamptz '" + NOW
                        + "' + interval '1 hour', timestamptz '" + NOW + "', timestamptz '" + NOW + "')");
        return ref;
    }

    private static boolean apply(Transition transition) {
        return beans.getBean(TenantTransactions.class)
                .call(tenant, () -> beans.getBean(MessageTransitions.class).apply(transition, NOW));
    }

    private static void settle(Transition.Outcome outcome) {
        beans.getBean(TenantTransactions.class)
                .callByKeys(tenant, () -> beans.getBean(AttemptOutcomes.class).settle(tenant, List.of(outcome), NOW));
    }

    private static String row(MessageRef message) {
        return LEDGER.queryText("select concat_ws(' ', state, attempt, coalesce(waiting_reason, '-'),"
                + " coalesce(failure_code, '-')) from message where id = '" + message.messageId() + "'");
    }

    private static String events(MessageRef message) {
        return LEDGER.queryText("select string_agg(kind, ' ' order by id) from message_event where message_id = '"
                + message.messageId() + "'");
    }
}
