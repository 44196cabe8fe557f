package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.criteria.Criteria;
import ai.tulia.messaging.domain.time.LocalTimes;
import ai.tulia.messaging.store.audience.CriteriaSql;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.template.TemplateUsage;
import ai.tulia.messaging.store.tenant.TenantReader;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final TenantReader tenants;
    private final TemplateUsage usage;

    BroadcastAudience(JdbcClient jdbc, TenantReader tenants, TemplateUsage usage) {
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
                        recipients.stream().map(r -> Sql.json(r.attributes())).toArray(String[]::new))
                .update();
    }

    /** How many are on its list. */
    public long listed(BroadcastRef ref) {
        return jdbc.sql("select count(*) from broadcast_recipient where tenant_id = ? and broadcast_id = ?")
                .params(ref.tenantId(), ref.broadcastId())
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
                        + " where tenant_id = ? and broadcast_id = ?" + lock)
                .params(ref.tenantId(), ref.broadcastId())
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
        Times times = times(broadcast, tenant, now);
        var page = new Page(jdbc, broadcast, tenant, times, so.lastCustomerId() == null ? FIRST : so.lastCustomerId());
        Written written = page.write(size, now);
        boolean done = written.seen() < size;
        UUID template = broadcast.templateId();
        if (template != null && written.made() > 0) {
            usage.count(ref.tenantId(), template, written.made());
        }
        jdbc.sql("""
                        update broadcast_snapshot
                        set last_customer_id = coalesce(?, last_customer_id), recipients = recipients + ?, done = ?
                        where tenant_id = ? and broadcast_id = ?""")
                .param(written.last())
                .param(written.made())
                .param(done)
                .param(ref.tenantId())
                .param(ref.broadcastId())
                .update();
        return done;
    }

    /** @param seen customers looked at; @param made messages written; @param last the last customer looked at */
    private record Written(long seen, long made, @Nullable UUID last) {}

    /** When each zone's recipients may get it at the earliest; one entry for "any" when all are the same. */
    private record Times(Map<String, Instant> byZone, Instant others) {}

    private Times times(Broadcast broadcast, TenantSettings tenant, Instant now) {
        var local = broadcast.scheduledLocal();
        String zone = broadcast.scheduledZone();
        if (local == null || zone == null) {
            return new Times(Map.of(), later(broadcast.notBefore(), now));
        }
        if (!zone.equals("recipient")) {
            ZoneId named = zone.equals("tenant") ? tenant.zone() : ZoneId.of(zone);
            return new Times(Map.of(), later(LocalTimes.resolve(local, named), now));
        }
        var byZone = new HashMap<String, Instant>();
        for (String each : jdbc.sql(
                        "select distinct time_zone from customer" + " where tenant_id = ? and time_zone is not null")
                .param(tenant.id())
                .query(String.class)
                .list()) {
            byZone.put(each, later(LocalTimes.resolve(local, ZoneId.of(each)), now));
        }
        return new Times(byZone, later(LocalTimes.resolve(local, tenant.zone()), now));
    }

    private static Instant later(@Nullable Instant asked, Instant now) {
        return asked == null || asked.isBefore(now) ? now : asked;
    }

    private record Page(JdbcClient jdbc, Broadcast broadcast, TenantSettings tenant, Times times, UUID after) {
        private static final String WRITE = """
                with page as materialized (%s),
                made as (
                    insert into message (tenant_id, id, customer_id, broadcast_id, message_type, channel, status, state,
                        over_limit, not_before, scheduled_local, scheduled_zone, expires_at, waiting_reason, wake_at,
                        template_id, template_version, created_at, changed_at)
                    select :tenant, uuidv7(), p.id, :broadcast, :type, :channel, 'pending',
                        case when coalesce(z.at, :others) > :now then 'WAITING' else 'ACCEPTED' end, 'DEFER',
                        case when :scheduled then coalesce(z.at, :others) end, :local::timestamp, :zone::text,
                        coalesce(:expires::timestamptz, coalesce(z.at, :others) + :validity::interval),
                        case when coalesce(z.at, :others) > :now then 'scheduled' end,
                        coalesce(z.at, :others), :template::uuid, :version::int, :now, :now
                    from page p
                    left join unnest(:zones::text[], :instants::timestamptz[]) z (zone, at) on z.zone = p.time_zone
                    order by p.id
                    on conflict (tenant_id, broadcast_id, customer_id) where broadcast_id is not null do nothing
                    returning 1)
                select (select count(*) from page) as seen, (select count(*) from made) as made,
                    (select id from page order by id desc limit 1) as last
                """;
        private static final String OF_LIST = """
                select c.id, c.time_zone from broadcast_recipient r
                join customer c on c.tenant_id = r.tenant_id and c.id = r.customer_id
                where r.tenant_id = :tenant and r.broadcast_id = :broadcast and r.customer_id > :after
                order by r.customer_id limit :size""";
        private static final String OF_CRITERIA = """
                select c.id, c.time_zone from customer c
                where c.tenant_id = :tenant and c.id > :after and (%s)
                order by c.id limit :size""";

        Written write(int size, Instant now) {
            List<String> zones = new ArrayList<>();
            List<String> instants = new ArrayList<>();
            times.byZone().forEach((zone, instant) -> {
                zones.add(zone);
                instants.add(instant.toString());
            });
            String page = OF_LIST;
            Map<String, Object> meant = Map.of();
            var criteria = broadcast.criteria();
            if (criteria != null) {
                // Days ago count from the start, for the same people to be meant on every page.
                Instant started = Objects.requireNonNullElse(broadcast.startedAt(), now);
                var sql = CriteriaSql.of(Criteria.parse(criteria, "criteria"), broadcast.channel(), started);
                page = OF_CRITERIA.formatted(sql.condition());
                meant = sql.parameters();
            }
            return jdbc.sql(WRITE.formatted(page))
                    .params(meant)
                    .param("tenant", broadcast.ref().tenantId())
                    .param("broadcast", broadcast.ref().broadcastId())
                    .param("after", after)
                    .param("size", size)
                    .param("type", broadcast.type().word())
                    .param("channel", broadcast.channel().word())
                    .param("scheduled", broadcast.notBefore() != null || broadcast.scheduledLocal() != null)
                    .param("others", utc(times.others()))
                    .param("local", broadcast.scheduledLocal())
                    .param("zone", broadcast.scheduledZone())
                    .param("expires", utc(broadcast.expiresAt()))
                    .param("validity", broadcast.type().rules().validity().toString())
                    .param("template", broadcast.templateId())
                    .param("version", broadcast.templateVersion())
                    .param("now", utc(now))
                    .param("zones", zones.toArray(String[]::new))
                    .param("instants", instants.toArray(String[]::new))
                    .query((row, n) -> new Written(row.getLong("seen"), row.getLong("made"), Sql.uuid(row, "last")))
                    .single();
        }
    }
}
