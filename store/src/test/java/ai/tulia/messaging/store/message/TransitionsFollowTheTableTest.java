package ai.tulia.messaging.store.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.broadcast.GroupSettlement;
import ai.tulia.messaging.store.broadcast.GroupTransitions;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

/** The statements that change a row's state know their own conditions: none may go where the table of states does not. */
class TransitionsFollowTheTableTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Map<String, BiConsumer<ApplicationContext, MessageRef>> STATEMENTS = Map.of(
            "hold",
            (beans, ref) -> steps(beans)
                    .hold(ref, new DispatchDecision.Wait(NOW.plusSeconds(60), WaitReason.QUIET_HOURS, List.of()), NOW),
            "refuse",
            (beans, ref) -> steps(beans).stop(ref, new DispatchDecision.Stop(StopReason.OPTED_OUT, List.of()), NOW),
            "expire",
            (beans, ref) ->
                    steps(beans).stop(ref, new DispatchDecision.Stop(StopReason.VALIDITY_ENDED, List.of()), NOW),
            "fail",
            (beans, ref) -> steps(beans).fail(ref, "code", "advice", NOW),
            "cancel",
            (beans, ref) -> steps(beans).cancel(ref, "test", NOW),
            "beginSending",
            (beans, ref) -> steps(beans).beginSending(ref, 1, NOW),
            "retryLater",
            (beans, ref) -> steps(beans).retryLater(ref, 1, NOW.plusSeconds(60), "code", NOW),
            "sent",
            (beans, ref) -> beans.getBean(ProviderOutcomes.class).sent(ref, 1, "SM1", NOW),
            "failed",
            (beans, ref) -> beans.getBean(ProviderOutcomes.class).failed(ref, 1, "code", "advice", NOW),
            "unknown",
            (beans, ref) -> beans.getBean(ProviderOutcomes.class).unknown(ref, 1, "cause", NOW));
    private static final Map<String, BiConsumer<ApplicationContext, MessageRef>> OF_GROUPS = Map.of(
            "hold a group",
            (beans, ref) -> groups(beans)
                    .hold(
                            ref.tenantId(),
                            List.of(new GroupTransitions.Held(
                                    ref,
                                    new DispatchDecision.Wait(NOW.plusSeconds(60), WaitReason.QUIET_HOURS, List.of()))),
                            NOW),
            "begin a group",
            (beans, ref) -> begin(beans, ref),
            "stop a group",
            (beans, ref) -> groups(beans)
                    .stop(
                            ref.tenantId(),
                            List.of(new GroupTransitions.Stopped(
                                    ref, new DispatchDecision.Stop(StopReason.VALIDITY_ENDED, List.of()))),
                            NOW),
            "give a group up",
            (beans, ref) -> groups(beans).giveUp(broadcast(ref), NOW.plusSeconds(60), NOW.plusSeconds(60)),
            "cancel a group",
            (beans, ref) -> groups(beans).cancel(broadcast(ref), 10, NOW),
            "retry a group",
            (beans, ref) -> groups(beans).retry(broadcast(ref), List.of("code"), NOW),
            "settle: sent",
            (beans, ref) -> settle(beans, ref, new GroupSettlement.Outcome.Sent(ref, 1, "SM1")),
            "settle: failed",
            (beans, ref) -> settle(beans, ref, new GroupSettlement.Outcome.Failed(ref, 1, "code", "advice")),
            "settle: unknown",
            (beans, ref) -> settle(beans, ref, new GroupSettlement.Outcome.Unknown(ref, 1, "cause")),
            "settle: later",
            (beans, ref) -> settle(beans, ref, new GroupSettlement.Outcome.Later(ref, 1, "code", NOW.plusSeconds(60))));

    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    @Test
    void everyStatementFromEveryStateGoesWhereTheTableAllowsOrNowhere() {
        var ledger = TestLedger.fresh();
        UUID tenant = ledger.tenant("table");
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', '" + tenant + "', '+4915112345678', now(), now())");
        var properties = ledger.properties().stream().map(p -> "--" + p).toArray(String[]::new);
        int moves = 0;
        try (var beans = new SpringApplicationBuilder(Store.class)
                .web(WebApplicationType.NONE)
                .run(properties)) {
            for (MessageState from : MessageState.values()) {
                for (var statement : statements()) {
                    var ref = new MessageRef(tenant, Ids.next());
                    ledger.execute(
                            "insert into message (tenant_id, id, customer_id, message_type, channel, status, state,"
                                    + " attempt, over_limit, failure_code, broadcast_id, expires_at, created_at, changed_at)"
                                    + " values ('" + tenant
                                    + "', '"
                                    + ref.messageId() + "', '" + tenant + "', 'promotional', 'whatsapp', '"
                                    + from.status().word() + "', '" + from + "', 1, 'DEFER', 'code', '"
                                    + ref.messageId() + "', timestamptz '" + NOW
                                    + "' + interval '1 hour', timestamptz '" + NOW + "', timestamptz '" + NOW + "')");
                    beans.getBean(TenantTransactions.class)
                            .run(tenant, () -> statement.getValue().accept(beans, ref));
                    var row = ledger.queryText(
                            "select state || ' ' || status from message where id = '" + ref.messageId() + "'");
                    var to = MessageState.valueOf(row.split(" ")[0]);
                    assertThat(from == to || from.canBecome(to))
                            .as("%s: %s to %s", statement.getKey(), from, to)
                            .isTrue();
                    assertThat(row)
                            .as(statement.getKey())
                            .endsWith(" " + to.status().word());
                    moves += from == to ? 0 : 1;
                }
            }
        }
        assertThat(moves).as("moves that were made").isGreaterThanOrEqualTo(30);
    }

    private static List<Map.Entry<String, BiConsumer<ApplicationContext, MessageRef>>> statements() {
        return Stream.of(STATEMENTS, OF_GROUPS)
                .flatMap(each -> each.entrySet().stream())
                .toList();
    }

    /** Each message here is the only one of a broadcast with its id. */
    private static BroadcastRef broadcast(MessageRef ref) {
        return new BroadcastRef(ref.tenantId(), ref.messageId());
    }

    /** One that is held no longer is refused aloud. */
    private static void begin(ApplicationContext beans, MessageRef ref) {
        try {
            groups(beans).begin(ref.tenantId(), List.of(new GroupTransitions.Begun(ref, 2, "body", null, null)), NOW);
        } catch (IllegalStateException heldNoLonger) {
            assertThat(heldNoLonger).hasMessage("0 of 1 held messages were still held");
        }
    }

    private static void settle(ApplicationContext beans, MessageRef ref, GroupSettlement.Outcome outcome) {
        beans.getBean(GroupSettlement.class).settle(ref.tenantId(), List.of(outcome), NOW);
    }

    private static GroupTransitions groups(ApplicationContext beans) {
        return beans.getBean(GroupTransitions.class);
    }

    private static MessageTransitions steps(ApplicationContext beans) {
        return beans.getBean(MessageTransitions.class);
    }
}
