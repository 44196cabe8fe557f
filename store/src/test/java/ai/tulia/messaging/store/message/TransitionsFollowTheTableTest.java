package ai.tulia.messaging.store.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.TransitionCause;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** What the one table of the state machine permits is what the ledger does, with one event that says why. */
class TransitionsFollowTheTableTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final DispatchDecision.Wait QUIET =
            new DispatchDecision.Wait(NOW.plusSeconds(60), WaitReason.QUIET_HOURS, List.of());
    private static final List<Function<MessageRef, Transition>> TRANSITIONS = List.of(
            ref -> new Transition.Deferred(ref, QUIET),
            ref -> new Transition.Rescheduled(ref, Schedule.at(NOW), NOW.plusSeconds(600), QUIET),
            ref -> new Transition.Stopped(ref, new DispatchDecision.Stop(StopReason.OPTED_OUT, List.of())),
            ref -> new Transition.Stopped(ref, new DispatchDecision.Stop(StopReason.VALIDITY_ENDED, List.of())),
            ref -> new Transition.Undispatchable(ref, "code", "advice"),
            ref -> new Transition.Canceled(ref, "test"),
            ref -> new Transition.AttemptStarted(ref, 2, "body", null, null),
            ref -> new Transition.ProviderAccepted(ref, 1, "SM1"),
            ref -> new Transition.ProviderRefused(ref, 1, "code", "advice"),
            ref -> new Transition.NotProcessed(ref, 1, "code", NOW.plusSeconds(60)),
            ref -> new Transition.NoAnswer(ref, 1, "cause"),
            ref -> new Transition.LostWorker(ref, 1),
            ref -> new Transition.Delivered(ref, 1, "SM1"),
            ref -> new Transition.Read(ref, 1, "SM1"),
            ref -> new Transition.NotDelivered(ref, 1, "SM1", true, "code", "advice"),
            ref -> new Transition.NotDelivered(ref, 1, "SM1", false, "code", "advice"),
            ref -> new Transition.DeliveryRetried(ref, 1, "SM1", "code", NOW.plusSeconds(60)),
            ref -> new Transition.Unresolved(ref, 1, "code", "advice"),
            ref -> new Transition.Resent(ref, 1, NOW),
            ref -> new Transition.LedgerSetBack(ref, 2, NOW),
            ref -> new Transition.Retried(ref, 1, NOW),
            ref -> new Transition.ResendRequested(ref, 1, "code", "SM1", NOW));

    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    @Test
    void everyTransitionFromEveryStateGoesWhereTheTableSaysOrNowhere() {
        var ledger = TestLedger.fresh();
        UUID tenant = ledger.tenant("table");
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + tenant + "', '+4915112345678', now(), now())");
        var properties = ledger.properties().stream().map(p -> "--" + p).toArray(String[]::new);
        try (var beans = new SpringApplicationBuilder(Store.class)
                .web(WebApplicationType.NONE)
                .run(properties)) {
            for (MessageState from : MessageState.values()) {
                for (var transition : TRANSITIONS) {
                    var ref = new MessageRef(tenant, Ids.next());
                    ledger.execute(
                            "insert into message (tenant_id, id, customer_id, message_type, channel, status, state,"
                                    + " attempt, over_limit, reserved_at, failure_code, broadcast_id, expires_at, created_at, changed_at)"
                                    + " values ('" + tenant
                                    + "', '"
                                    + ref.messageId() + "', '" + tenant + "', 'promotional', 'whatsapp', '"
                                    + from.status().code() + "', '" + from + "', 1, 'DEFER', now(), 'code', '"
                                    + ref.messageId() + "', timestamptz '" + NOW
                                    + "' + interval '1 hour', timestamptz '" + NOW + "', timestamptz '" + NOW + "')");
                    Transition asked = transition.apply(ref);
                    TransitionCause cause = asked.cause();
                    boolean changed = beans.getBean(TenantTransactions.class)
                            .call(
                                    tenant,
                                    () -> beans.getBean(MessageTransitions.class)
                                            .apply(asked, NOW));
                    boolean permitted = cause.from().contains(from);
                    assertThat(changed).as("%s from %s", cause, from).isEqualTo(permitted);
                    MessageState to = permitted ? cause.to() : from;
                    assertThat(ledger.queryText(
                                    "select state || ' ' || status from message where id = '" + ref.messageId() + "'"))
                            .as("%s from %s", cause, from)
                            .isEqualTo(to + " " + to.status().code());
                    assertThat(ledger.queryText("select coalesce(string_agg(kind, ' '), '') from message_event"
                                    + " where message_id = '" + ref.messageId() + "'"))
                            .as("%s from %s", cause, from)
                            .isEqualTo(permitted ? cause.code() : "");
                    // A unit given back by one that lost the race for the row would be one of a message that was sent.
                    boolean released = permitted && cause.releasesQuota();
                    assertThat(ledger.queryText("select (reserved_at is null) || ' ' || (select count(*)"
                                    + " from quota_grant_journal where message_id = id and granted_at is null)"
                                    + " from message where id = '" + ref.messageId() + "'"))
                            .as("%s from %s", cause, from)
                            .isEqualTo(released ? "true 1" : "false 0");
                }
            }
        }
    }
}
