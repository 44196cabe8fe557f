package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.template.TemplateUsage;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the audience of a broadcast down as messages, a page at a time, in the order of customer ids, within the open
 * tenant transaction. A page and how far it came are one commit, so it goes on where it stopped; a customer who was
 * written down already is not written twice. Nothing is decided here but when each may go at the earliest: everything
 * else is judged when it is due.
 */
@Component
public class BroadcastAudience {
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final TenantQueries tenants;
    private final TemplateUsage usage;

    BroadcastAudience(JdbcClient jdbc, TenantQueries tenants, TemplateUsage usage) {
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.usage = usage;
    }

    /**
     * A recipient of a list.
     *
     * @param attributes stand before the customer's own; null = the customer's
     */
    public record Recipient(UUID customerId, @Nullable Map<String, Object> attributes) {}

    /** Adds to a list; one who is on it already gets the newer attributes. */
    public void add(BroadcastRef ref, List<Recipient> recipients) {
        jdbc.sql("""
                        insert into broadcast_recipient (tenant_id, broadcast_id, customer_id, attributes)
                        select :tenant, :broadcast, customer_id, attributes
                        from unnest(:customers::uuid[], :attributes::jsonb[]) r (customer_id, attributes)
                        on conflict (tenant_id, broadcast_id, customer_id)
                            do update set attributes = excluded.attributes""")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param(
                        "customers",
                        recipients.stream().map(r -> r.customerId().toString()).toArray(String[]::new))
                .param(
                        "attributes",
                        recipients.stream()
                                .map(r -> Json.writeNullable(r.attributes()))
                                .toArray(String[]::new))
                .update();
    }

    /** How many are on its list. */
    public long listed(BroadcastRef ref) {
        return jdbc.sql(
                        "select count(*) from broadcast_recipient where tenant_id = :tenant and broadcast_id = :broadcast")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .query(Long.class)
                .single();
    }

    /**
     * How far it is.
     *
     * @param recipients messages written
     */
    public record Progress(@Nullable UUID lastCustomerId, long recipients, boolean done) {}

    public Progress progress(BroadcastRef ref) {
        return progress(ref, "");
    }

    private Progress progress(BroadcastRef ref, String lock) {
        return jdbc.sql("select last_customer_id, recipients, done from broadcast_snapshot"
                        + " where tenant_id = :tenant and broadcast_id = :broadcast" + lock)
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .query((row, n) -> new Progress(
                        Sql.uuid(row, "last_customer_id"), row.getLong("recipients"), row.getBoolean("done")))
                .single();
    }

    /** Writes the next page. @return whether the whole audience is written down now */
    public boolean writePage(Broadcast broadcast, int size, Instant now) {
        BroadcastRef ref = broadcast.ref();
        Progress so = progress(ref, " for update");
        if (so.done()) {
            return true;
        }
        TenantSettings tenant = tenants.settings(ref.tenantId());
        AudienceTimes times = AudienceTimes.of(broadcast, tenant, jdbc, now);
        var page = new AudiencePage(jdbc, broadcast, times, so.lastCustomerId() == null ? FIRST : so.lastCustomerId());
        AudiencePage.Written written = page.write(size, now);
        boolean done = written.seen() < size;
        UUID template = broadcast.content().text().templateId();
        if (template != null && written.made() > 0) {
            usage.count(ref.tenantId(), template, written.made());
        }
        jdbc.sql("""
                        update broadcast_snapshot
                        set last_customer_id = coalesce(:last, last_customer_id), recipients = recipients + :made,
                            done = :done
                        where tenant_id = :tenant and broadcast_id = :broadcast""")
                .param("last", written.last())
                .param("made", written.made())
                .param("done", done)
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .update();
        return done;
    }
}
