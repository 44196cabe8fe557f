package ai.tulia.messaging.store.erasure;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.consent.ErasedOptOuts;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.PendingMessagesOfCustomers;
import ai.tulia.messaging.store.message.PendingMessagesOfCustomers.OpenMessage;
import ai.tulia.messaging.store.message.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes a customer out of everything that finds or sends, within the open tenant transaction. What has not begun to leave is
 * canceled; once nothing is under way any more the row of the customer is emptied. The customer's row is locked meanwhile, so
 * that no message is accepted beside it: a new one takes a share lock on it.
 */
@Component
public class CustomerEraser {
    private static final String BY = "erasure";

    private final JdbcClient jdbc;
    private final TenantTransactions transactions;
    private final PendingMessagesOfCustomers pending;
    private final MessageTransitions transitions;
    private final ErasedOptOuts optOuts;
    private final CustomerErasureRepository erasures;
    private final AuditLog audit;

    CustomerEraser(
            JdbcClient jdbc,
            TenantTransactions transactions,
            PendingMessagesOfCustomers pending,
            MessageTransitions transitions,
            ErasedOptOuts optOuts,
            CustomerErasureRepository erasures,
            AuditLog audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.pending = pending;
        this.transitions = transitions;
        this.optOuts = optOuts;
        this.erasures = erasures;
        this.audit = audit;
    }

    /** @param effect what it meant for accepted messages; what follows its commit is the caller's */
    public record Requested(CustomerErasure erasure, WithdrawalEffect effect) {}

    private record Locked(long version, boolean requested, boolean anonymized) {}

    /**
     * Accepts an erasure; one that was accepted before stays as it is.
     *
     * @param precondition of the customer's version, where it is not accepted yet
     * @param event for the audit log, where it is not accepted yet
     * @return empty when there is no such customer
     */
    public Optional<Requested> request(
            UUID tenantId, UUID customerId, Precondition precondition, AuditEvent event, Instant now) {
        return lock(tenantId, customerId).map(customer -> {
            if (!customer.requested()) {
                precondition.check(customer.version());
                mark(tenantId, customerId, now);
                erasures.add(tenantId, customerId, now);
                audit.add(event, now);
            }
            WithdrawalEffect effect = stop(tenantId, customerId, customer.anonymized(), now);
            return new Requested(erasures.find(tenantId, customerId).orElseThrow(), effect);
        });
    }

    /** Once more, for an erasure that was accepted. @return whether nothing is under way, and the customer's row is empty */
    public boolean proceed(UUID tenantId, UUID customerId, Instant now) {
        return lock(tenantId, customerId)
                .map(customer -> stop(tenantId, customerId, customer.anonymized(), now)
                        .underWay()
                        .isEmpty())
                .orElse(false);
    }

    private Optional<Locked> lock(UUID tenantId, UUID customerId) {
        return jdbc.sql("""
                        select version, erasure_requested_at is not null as requested, anonymized_at is not null as anonymized
                        from customer where tenant_id = :tenant and id = :customer for update""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .query((row, n) ->
                        new Locked(row.getLong("version"), row.getBoolean("requested"), row.getBoolean("anonymized")))
                .optional();
    }

    private void mark(UUID tenantId, UUID customerId, Instant now) {
        jdbc.sql("update customer set erasure_requested_at = :now, version = version + 1"
                        + " where tenant_id = :tenant and id = :customer")
                .param("now", utc(now))
                .param("tenant", tenantId)
                .param("customer", customerId)
                .update();
    }

    private WithdrawalEffect stop(UUID tenantId, UUID customerId, boolean anonymized, Instant now) {
        return transactions.callByKeys(tenantId, () -> {
            List<OpenMessage> open = pending.lockOpen(tenantId, customerId);
            List<Transition.Canceled> canceled = open.stream()
                    .filter(message -> message.state().isBeforeSend())
                    .map(message -> new Transition.Canceled(message.ref(), BY))
                    .toList();
            Set<UUID> changed = transitions.apply(tenantId, canceled, now);
            List<UUID> underWay = open.stream()
                    .map(message -> message.ref().messageId())
                    .filter(message -> !changed.contains(message))
                    .toList();
            if (underWay.isEmpty() && !anonymized) {
                anonymize(tenantId, customerId, now);
            }
            return new WithdrawalEffect(
                    open.stream()
                            .filter(message -> changed.contains(message.ref().messageId()))
                            .map(message -> new WithdrawalEffect.Stopped(message.ref(), message.broadcastId()))
                            .toList(),
                    underWay);
        });
    }

    /** The number is free from here on: whoever comes with it is a new customer. */
    private void anonymize(UUID tenantId, UUID customerId, Instant now) {
        optOuts.keep(tenantId, customerId, now);
        jdbc.sql("""
                        update whatsapp_user set replaced_by = 'erased'
                        where tenant_id = :tenant and customer_id <> :customer and parent_user_id = any (array(
                                select parent_user_id from whatsapp_user
                                where tenant_id = :tenant and customer_id = :customer and parent_user_id is not null))
                            and replaced_by = any (array(select user_id from whatsapp_user
                                where tenant_id = :tenant and customer_id = :customer))""").param("tenant", tenantId).param("customer", customerId).update();
        jdbc.sql("""
                        update webhook_delivery set data = data - 'source'
                        where tenant_id = :tenant and subject_id = :customer
                            and type in ('customer.opted_out', 'customer.opted_in')""").param("tenant", tenantId).param("customer", customerId).update();
        jdbc.sql("""
                        update customer set phone_number = null, name = null, time_zone = null, tags = '{}',
                            attributes = '{}', whatsapp_unreachable_until = null, updated_at = :now, anonymized_at = :now,
                            version = version + 1
                        where tenant_id = :tenant and id = :customer""")
                .param("now", utc(now))
                .param("tenant", tenantId)
                .param("customer", customerId)
                .update();
    }
}
