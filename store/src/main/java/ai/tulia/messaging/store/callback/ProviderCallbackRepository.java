package ai.tulia.messaging.store.callback;

import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.delivery.DeliveryReport;
import ai.tulia.messaging.domain.message.MessageRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Status callbacks: each stored once as it came, and applied later, many at once. Within the open tenant transaction. */
@Component
public class ProviderCallbackRepository {
    private final JdbcClient jdbc;

    ProviderCallbackRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Does nothing when this status of the provider's message is known already. @param form all of it, as posted */
    public void store(ProviderCallback callback, String form, Instant at) {
        jdbc.sql("""
                        insert into provider_callback (tenant_id, provider_msg_id, status, message_id, attempt, error_code,
                            form, received_at)
                        values (:tenant, :sid, :status, :message, :attempt, :code, :form, :at)
                        on conflict do nothing""")
                .param("tenant", callback.ref().tenantId())
                .param("sid", callback.sid())
                .param("status", callback.report().status())
                .param("message", callback.ref().messageId())
                .param("attempt", callback.attempt())
                .param("code", callback.report().errorCode())
                .param("form", form)
                .param("at", utc(at))
                .update();
    }

    /** The next that wait, the oldest first; what another transaction has claimed is left out. */
    public List<ProviderCallback> claim(UUID tenantId, int limit) {
        return jdbc.sql("""
                        select provider_msg_id, status, message_id, attempt, error_code from provider_callback
                        where tenant_id = :tenant and applied_at is null
                        order by received_at limit :limit for update skip locked""")
                .param("tenant", tenantId)
                .param("limit", limit)
                .query((row, n) -> new ProviderCallback(
                        new MessageRef(tenantId, Objects.requireNonNull(uuid(row, "message_id"))),
                        row.getInt("attempt"),
                        row.getString("provider_msg_id"),
                        new DeliveryReport(row.getString("status"), row.getObject("error_code", Integer.class))))
                .list();
    }

    /** Of a form that came for an erased customer, or for a message that has left, nothing is kept. */
    public void markApplied(UUID tenantId, Collection<ProviderCallback> callbacks, Instant at) {
        jdbc.sql("""
                        update provider_callback c set applied_at = :at,
                            form = case when (select erasure_requested_at is null from customer
                                where tenant_id = :tenant and id = (
                                    select customer_id from message where tenant_id = :tenant and id = c.message_id))
                                then c.form else '' end
                        from unnest(:sids::text[], :statuses::text[]) done (sid, status)
                        where c.tenant_id = :tenant and c.provider_msg_id = any (:sids::text[])
                            and c.provider_msg_id = done.sid and c.status = done.status""")
                .param("at", utc(at))
                .param(
                        "sids",
                        texts(callbacks.stream().map(ProviderCallback::sid).toList()))
                .param(
                        "statuses",
                        texts(callbacks.stream()
                                .map(callback -> callback.report().status())
                                .toList()))
                .param("tenant", tenantId)
                .update();
    }
}
