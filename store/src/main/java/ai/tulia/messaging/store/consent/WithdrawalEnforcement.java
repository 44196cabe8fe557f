package ai.tulia.messaging.store.consent;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.consent.Consents;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.PendingMessage;
import ai.tulia.messaging.store.message.PendingMessagesOfCustomers;
import ai.tulia.messaging.store.message.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes a withdrawal and a claim exclude each other, within the open tenant transaction. A claim locks the message and
 * commits SENDING; a withdrawal locks the same message after its consent is written. If the claim is first, the message
 * is under way when the withdrawal is answered; if the withdrawal is first, the message is refused and nothing claims it.
 */
@Component
class WithdrawalEnforcement {
    private final JdbcClient jdbc;
    private final TenantTransactions transactions;
    private final PendingMessagesOfCustomers pending;
    private final MessageTransitions transitions;

    WithdrawalEnforcement(
            JdbcClient jdbc,
            TenantTransactions transactions,
            PendingMessagesOfCustomers pending,
            MessageTransitions transitions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.pending = pending;
        this.transitions = transitions;
    }

    /**
     * Call it before the consents are written. The foreign key of a new message takes a share lock on its customer, so
     * none is accepted that {@link #apply} does not see and a claim sees without the withdrawal.
     */
    void lockCustomers(UUID tenantId, Collection<UUID> customers) {
        jdbc.sql("select id from customer where tenant_id = :tenant and id = any (:ids::uuid[]) order by id for update")
                .param("tenant", tenantId)
                .param("ids", customers.stream().map(UUID::toString).toArray(String[]::new))
                .query(UUID.class)
                .list();
    }

    /** A message that had begun to leave. */
    private record UnderWay(UUID messageId, UUID customerId, MessageType type) {}

    /** What withdrawals meant for accepted messages. @param begun under way already */
    record Enforced(List<WithdrawalEffect.Stopped> stopped, List<UnderWay> begun) {
        WithdrawalEffect effect() {
            return new WithdrawalEffect(
                    stopped, begun.stream().map(UnderWay::messageId).toList());
        }

        /** The ids of those under way that a withdrawal of this type by this customer governs. */
        List<UUID> underWay(UUID customerId, ConsentType withdrawn) {
            return begun.stream()
                    .filter(message ->
                            message.customerId().equals(customerId) && governs(Set.of(withdrawn), message.type()))
                    .map(UnderWay::messageId)
                    .toList();
        }
    }

    /**
     * Call it once, after all the consents are written: refuses what they govern and has not begun to leave.
     *
     * @param withdrawn types that one of the customers withdrew, or more of them
     */
    Enforced apply(UUID tenantId, Channel channel, Set<ConsentType> withdrawn, Collection<UUID> customers, Instant at) {
        if (withdrawn.isEmpty()) {
            return new Enforced(List.of(), List.of());
        }
        List<MessageType> governed = Arrays.stream(MessageType.values())
                .filter(type -> governs(withdrawn, type))
                .toList();
        return transactions.callByKeys(
                tenantId, () -> stop(tenantId, pending.lock(tenantId, channel, customers, governed), at));
    }

    private Enforced stop(UUID tenantId, List<PendingMessage> messages, Instant at) {
        var stops = new ArrayList<Transition.Stopped>();
        var stopped = new ArrayList<WithdrawalEffect.Stopped>();
        var begun = new ArrayList<UnderWay>();
        for (PendingMessage message : messages) {
            var row = message.row();
            if (!withdrawn(row.facts())) {
                continue;
            }
            if (row.state() == MessageState.SENDING) {
                begun.add(new UnderWay(
                        row.ref().messageId(), row.customerId(), row.facts().type()));
            } else if (row.state().isBeforeSend()
                    && DispatchPolicy.decide(row.facts(), at) instanceof DispatchDecision.Stop stop) {
                stops.add(new Transition.Stopped(row.ref(), stop));
                stopped.add(new WithdrawalEffect.Stopped(row.ref(), message.broadcastId()));
            }
        }
        transitions.apply(tenantId, stops, at);
        return new Enforced(stopped, begun);
    }

    private static boolean governs(Set<ConsentType> withdrawn, MessageType type) {
        return withdrawn.contains(ConsentType.ALL)
                || withdrawn.contains(type.rules().consent());
    }

    /** A consent that is only missing may still be given before the message is due. */
    private static boolean withdrawn(DispatchFacts facts) {
        Consents consents = facts.consents();
        return consents.ofType().state() == ConsentState.WITHDRAWN
                || consents.ofChannel().state() == ConsentState.WITHDRAWN;
    }
}
