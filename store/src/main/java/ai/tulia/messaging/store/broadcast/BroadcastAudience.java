package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.template.TemplateUsage;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Instant;
import java.util.ArrayList;
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
        var page = new Page(jdbc, broadcast, times, so.lastCustomerId() == null ? FIRST : so.lastCustomerId());
        Written written = page.write(size, now);
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

    /** @param seen customers looked at; @param made messages written; @param last the last customer looked at */
    private record Written(long seen, long made, @Nullable UUID last) {}

    private record Page(JdbcClient jdbc, Broadcast broadcast, AudienceTimes times, UUID after) {
        private static final String WRITE = """
                with page as materialized (
                    select c.id, c.time_zone from %1$s where %2$s and %3$s > :after order by %3$s limit :size),
                made as (
                    insert into message (tenant_id, id, customer_id, broadcast_id, message_type, channel, status, state,
                        over_limit, not_before, scheduled_local, scheduled_zone, expires_at, waiting_reason, wake_at,
                        template_id, template_version, created_at, changed_at)
                    select :tenant, uuidv7(), p.id, :broadcast, :type, :channel, 'pending',
                        case when coalesce(z.at, :others) > :now then 'WAITING' else 'ACCEPTED' end, 'DEFER',
                        case when :scheduled then coalesce(z.at, :others) end, :local::timestamp, :zone::text,
                        coalesce(z.ends, :othersEnd),
                        case when coalesce(z.at, :others) > :now then 'scheduled' end,
                        coalesce(z.at, :others), :template::uuid, :version::int, :now, :now
                    from page p
                    left join unnest(:zones::text[], :instants::timestamptz[], :ends::timestamptz[]) z (zone, at, ends)
                        on z.zone = p.time_zone
                    order by p.id
                    on conflict (broadcast_id, customer_id) where broadcast_id is not null and batch_index is null
                        do nothing
                    returning 1)
                select (select count(*) from page) as seen, (select count(*) from made) as made,
                    (select id from page order by id desc limit 1) as last
                """;

        Written write(int size, Instant now) {
            List<String> zones = new ArrayList<>();
            List<String> instants = new ArrayList<>();
            List<String> ends = new ArrayList<>();
            times.byZone().forEach((zone, span) -> {
                zones.add(zone);
                instants.add(span.from().toString());
                ends.add(span.until().toString());
            });
            var meant = AudienceSql.of(broadcast, now);
            return jdbc.sql(WRITE.formatted(meant.from(), meant.where(), meant.key()))
                    .params(meant.parameters())
                    .param("after", after)
                    .param("size", size)
                    .param("type", broadcast.type().code())
                    .param("channel", broadcast.channel().code())
                    .param("scheduled", times.scheduled())
                    .param("others", utc(times.others().from()))
                    .param("othersEnd", utc(times.others().until()))
                    .param("local", broadcast.sending().schedule().local())
                    .param("zone", broadcast.sending().schedule().zone())
                    .param("template", broadcast.content().text().templateId())
                    .param("version", broadcast.content().text().templateVersion())
                    .param("now", utc(now))
                    .param("zones", zones.toArray(String[]::new))
                    .param("instants", instants.toArray(String[]::new))
                    .param("ends", ends.toArray(String[]::new))
                    .query((row, n) -> new Written(row.getLong("seen"), row.getLong("made"), Sql.uuid(row, "last")))
                    .single();
        }
    }
}
