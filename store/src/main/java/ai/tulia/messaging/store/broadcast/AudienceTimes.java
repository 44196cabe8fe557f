package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.time.LocalTimes;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * From when until when the recipients of a broadcast may get it, by their zone.
 *
 * @param scheduled whether a time was named
 * @param byZone of the zones that have a time of their own
 * @param others of everybody else
 */
record AudienceTimes(boolean scheduled, Map<String, Span> byZone, Span others) {
    /** By the index, one look-up for each zone, however many customers there are. */
    private static final String ZONES = """
            with recursive zones as (
                (select time_zone from customer where tenant_id = :tenant and time_zone is not null
                    order by time_zone limit 1)
                union all
                select (select c.time_zone from customer c where c.tenant_id = :tenant and c.time_zone > z.time_zone
                    order by c.time_zone limit 1)
                from zones z where z.time_zone is not null)
            select time_zone from zones where time_zone is not null""";

    /** @param from the earliest instant; @param until end of the validity, exclusive */
    record Span(Instant from, Instant until) {}

    static AudienceTimes of(Broadcast broadcast, TenantSettings tenant, JdbcClient jdbc, Instant now) {
        var local = broadcast.sending().schedule().local();
        String zone = broadcast.sending().schedule().zone();
        if (local == null || zone == null) {
            Instant asked = broadcast.sending().schedule().notBefore();
            return new AudienceTimes(asked != null, Map.of(), span(broadcast, asked, now));
        }
        if (!zone.equals("recipient")) {
            ZoneId named = zone.equals("tenant") ? tenant.zone() : ZoneId.of(zone);
            return new AudienceTimes(true, Map.of(), span(broadcast, LocalTimes.resolve(local, named), now));
        }
        var byZone = new HashMap<String, Span>();
        for (String each :
                jdbc.sql(ZONES).param("tenant", tenant.id()).query(String.class).list()) {
            try {
                byZone.put(each, span(broadcast, LocalTimes.resolve(local, ZoneId.of(each)), now));
            } catch (DateTimeException unknownZone) {
                // Its recipients are as everybody else here; each ends with that reason when it is due.
            }
        }
        return new AudienceTimes(true, byZone, span(broadcast, LocalTimes.resolve(local, tenant.zone()), now));
    }

    /** @param zone the recipient's; null = it has none */
    Span of(@Nullable String zone) {
        return zone == null ? others : byZone.getOrDefault(zone, others);
    }

    private static Span span(Broadcast broadcast, @Nullable Instant asked, Instant now) {
        Instant from = asked == null || asked.isBefore(now) ? now : asked;
        Instant ends = broadcast.sending().expiresAt();
        return new Span(from, ends == null ? from.plus(broadcast.type().rules().validity()) : ends);
    }
}
