package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.broadcast.BroadcastHealth;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import java.sql.Array;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the lanes of a broadcast found out since it last began to run, within the open tenant transaction: one row, which
 * they change one after the other. Those that began before do not count.
 */
@Component
public class BroadcastRun {
    private final JdbcClient jdbc;

    BroadcastRun(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many of its attempts have an outcome. */
    public long tried(BroadcastRef ref) {
        return jdbc.sql("select tried from broadcast_run where tenant_id = :tenant and broadcast_id = :broadcast")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /**
     * Adds what a group came to.
     *
     * @param begun when the group did
     * @param outcomes see {@link BroadcastHealth#stoppedBy}
     * @return the last {@value BroadcastHealth#WINDOW} of all lanes; empty when the group began before the broadcast did
     */
    public Optional<List<String>> add(BroadcastRef ref, Instant begun, List<String> outcomes) {
        return jdbc.sql("""
                        insert into broadcast_run as r (tenant_id, broadcast_id, since, tried, outcomes)
                        values (:tenant, :broadcast, :begun, :tried, :outcomes::text[])
                        on conflict (tenant_id, broadcast_id) do update set tried = r.tried + excluded.tried,
                            waiting_until = null, waiting_reason = null,
                            outcomes = (r.outcomes || excluded.outcomes)[
                                cardinality(r.outcomes) + cardinality(excluded.outcomes) - :window + 1:]
                        where r.since <= excluded.since
                        returning outcomes""")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("begun", utc(begun))
                .param("tried", outcomes.size())
                .param("outcomes", last(outcomes))
                .param("window", BroadcastHealth.WINDOW)
                .query((row, n) -> texts(row.getArray("outcomes")))
                .optional();
    }

    /** What the provider reported of a message that it had taken. @param fault see {@link BroadcastHealth#fault} */
    public record Reported(Instant sentAt, String fault) {}

    /**
     * Adds what the provider reported, without what was sent before the broadcast last began to run.
     *
     * @return the last {@value BroadcastHealth#WINDOW} of all outcomes; empty when the broadcast never ran
     */
    public Optional<List<String>> addReported(BroadcastRef ref, List<Reported> reported) {
        return jdbc.sql("""
                        update broadcast_run r set outcomes = (
                            select coalesce(array_agg(o.fault order by o.n), '{}') from (
                                select fault, n from unnest(r.outcomes) with ordinality known (fault, n)
                                union all
                                select fault, 1000 + n
                                from unnest(:faults::text[], :sent::timestamptz[]) with ordinality later (fault, sent_at, n)
                                where later.sent_at >= r.since
                                order by n desc limit :window) o)
                        where r.tenant_id = :tenant and r.broadcast_id = :broadcast
                        returning outcomes""")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("faults", reported.stream().map(Reported::fault).toArray(String[]::new))
                .param(
                        "sent",
                        reported.stream().map(each -> each.sentAt().toString()).toArray(String[]::new))
                .param("window", BroadcastHealth.WINDOW)
                .query((row, n) -> texts(row.getArray("outcomes")))
                .optional();
    }

    /**
     * None of what is due can go for a while. Said here once instead of on each row, until a group came to something again.
     *
     * @param until when it is worth to look again (UTC)
     */
    public void defer(BroadcastRef ref, Instant until, WaitReason reason, Instant now) {
        jdbc.sql("""
                        insert into broadcast_run (tenant_id, broadcast_id, since, waiting_until, waiting_reason)
                        values (:tenant, :broadcast, :now, :until, :reason)
                        on conflict (tenant_id, broadcast_id)
                            do update set waiting_until = excluded.waiting_until, waiting_reason = excluded.waiting_reason""")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("now", utc(now))
                .param("until", utc(until))
                .param("reason", reason.code())
                .update();
    }

    private static String[] last(List<String> outcomes) {
        int most = Math.min(outcomes.size(), BroadcastHealth.WINDOW);
        return outcomes.subList(outcomes.size() - most, outcomes.size()).toArray(String[]::new);
    }

    private static List<String> texts(Array array) throws java.sql.SQLException {
        return List.of((String[]) array.getArray());
    }
}
