package ai.tulia.messaging.store.retention;

import static ai.tulia.messaging.store.database.Sql.texts;

import ai.tulia.messaging.store.database.EraserDatabase;
import java.util.Collection;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Deletes what is of an erased customer, a page in each transaction. To delete it again does nothing. */
@Component
@ConditionalOnProperty("tulia.db.eraser-password")
public class ErasurePages {
    private final EraserDatabase ledger;

    ErasurePages(EraserDatabase ledger) {
        this.ledger = ledger;
    }

    /**
     * What belongs to these messages: events, what they were found by, and applied status callbacks.
     *
     * @param sids the provider's of all their attempts
     */
    public void deleteOfMessages(UUID tenantId, Collection<UUID> messages, Collection<String> sids) {
        ledger.call(
                tenantId,
                jdbc -> jdbc.sql("""
                        with events as (
                            delete from message_event
                            where tenant_id = :tenant and message_id = any (:messages::uuid[])),
                        found_by as (
                            delete from message_metadata
                            where tenant_id = :tenant and message_id = any (:messages::uuid[]))
                        delete from provider_callback
                        where tenant_id = :tenant and provider_msg_id = any (:sids::text[]) and applied_at is not null""")
                        .param("tenant", tenantId)
                        .param("messages", texts(messages))
                        .param("sids", texts(sids))
                        .update());
    }

    /** What a customer wrote, with its reviews and shared contacts. */
    public void deleteInbound(UUID tenantId, Collection<UUID> messages) {
        ledger.call(tenantId, jdbc -> {
            jdbc.sql("delete from opt_out_review where tenant_id = :tenant and inbound_id = any (:messages::uuid[])")
                    .param("tenant", tenantId)
                    .param("messages", texts(messages))
                    .update();
            return jdbc.sql("delete from inbound_message where tenant_id = :tenant and id = any (:messages::uuid[])")
                    .param("tenant", tenantId)
                    .param("messages", texts(messages))
                    .update();
        });
    }

    /** Consents with their history, addresses, sessions, and the places on lists of broadcasts. */
    public void deleteOfCustomer(UUID tenantId, UUID customerId) {
        ledger.call(
                tenantId,
                jdbc -> jdbc.sql("""
                        with consents as (
                            delete from consent where tenant_id = :tenant and customer_id = :customer),
                        history as (
                            delete from consent_event where tenant_id = :tenant and customer_id = :customer),
                        addresses as (
                            delete from whatsapp_user where tenant_id = :tenant and customer_id = :customer),
                        sessions as (
                            delete from whatsapp_session where tenant_id = :tenant and customer_id = :customer)
                        delete from broadcast_recipient
                        where tenant_id = :tenant and customer_id = :customer and broadcast_id = any (array(
                            select id from broadcast where tenant_id = :tenant and audience = 'list'))""")
                        .param("tenant", tenantId)
                        .param("customer", customerId)
                        .update());
    }
}
