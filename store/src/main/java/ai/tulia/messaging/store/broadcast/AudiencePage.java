package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.store.database.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A page of a broadcast's audience: its customers are found and their messages inserted by one statement, since whom the
 * criteria mean is known to the database alone. The messages have no event yet, as accepted ones have none.
 *
 * @param after the last customer of the page before
 */
record AudiencePage(JdbcClient jdbc, Broadcast broadcast, AudienceTimes times, UUID after) {
    /** @param seen customers looked at; @param made messages written; @param last the last customer looked at */
    record Written(long seen, long made, @Nullable UUID last) {}

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
