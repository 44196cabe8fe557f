package ai.tulia.messaging.store.sweep;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.database.SweeperDatabase;
import ai.tulia.messaging.store.message.MessageSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Finds broadcasts across tenants that run, pause, or were canceled lately and have messages left to close. */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class OpenBroadcastQueries {
    private static final String COLUMNS = "select tenant_id, id, message_type, status, changed_at from broadcast ";

    /** What is known of each: a few rows by key, however many messages it has. */
    private static final String DETAILS = """
            select b.*, due.next_due,
                b.status <> 'canceled' or due.next_due is not null or coalesce(under_way.messages, 0) > 0 as has_work
            from (%s) b
            left join broadcast_run run on run.tenant_id = b.tenant_id and run.broadcast_id = b.id
            cross join lateral (select min(m.wake_at) as wake_at from message m
                where m.broadcast_id = b.id and m.status = 'pending' and %s) waiting
            cross join lateral (select case when waiting.wake_at is not null
                then greatest(waiting.wake_at, run.waiting_until) end as next_due) due
            cross join lateral (select sum(c.messages) as messages from broadcast_count c
                where c.tenant_id = b.tenant_id and c.broadcast_id = b.id and c.state = 'SENDING') under_way
            left join broadcast_lane lane
                on lane.tenant_id = b.tenant_id and lane.broadcast_id = b.id and lane.lane = 0
            """;

    /** What is left out of a page is left out afterwards: so it goes by the index of the open ones, whatever is known of them. */
    private static final String PAGE = DETAILS.formatted(COLUMNS + """
            where status in ('running', 'paused', 'canceled') and id > :after
            order by id limit :limit""", MessageSql.BEFORE_SEND) + " order by b.id";

    private static final String URGENT = DETAILS.formatted(
                    COLUMNS + """
            where status in ('running', 'paused', 'canceled') and changed_at >= :steeredAfter and changed_at < :before
            union all\n""" + COLUMNS + "where status = 'running' and changed_at < least(:steeredAfter, :before)",
                    MessageSql.BEFORE_SEND)
            + """
            where b.changed_at >= :steeredAfter or due.next_due < :late
                or coalesce(under_way.messages, 0) > 0 and coalesce(lane.at, '-infinity') < :silentSince
            """;

    private final SweeperDatabase ledger;

    OpenBroadcastQueries(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    /** The next page in order of their ids, whether they have work or not. */
    public List<OpenBroadcast> after(UUID id, int limit) {
        return ledger.jdbc()
                .sql(PAGE)
                .param("after", id)
                .param("limit", limit)
                .query((row, n) -> open(row))
                .list();
    }

    /**
     * When a broadcast needs somebody to look at it now.
     *
     * @param steeredAfter it was steered since then: its workflow may have missed the signal
     * @param before but not since then
     * @param late it runs, and was to go on before then
     * @param silentSince it runs, has attempts under way, and its first lane came to nothing since then
     */
    public record Urgency(Instant steeredAfter, Instant before, Instant late, Instant silentSince) {}

    /** Those that need somebody to look at them now. Those that are paused and left alone are not even read. */
    public List<OpenBroadcast> urgent(Urgency urgency) {
        return ledger.jdbc()
                .sql(URGENT)
                .param("steeredAfter", utc(urgency.steeredAfter()))
                .param("before", utc(urgency.before()))
                .param("late", utc(urgency.late()))
                .param("silentSince", utc(urgency.silentSince()))
                .query((row, n) -> open(row))
                .list();
    }

    private static OpenBroadcast open(ResultSet row) throws SQLException {
        return new OpenBroadcast(
                new BroadcastRef(
                        Objects.requireNonNull(uuid(row, "tenant_id")), Objects.requireNonNull(uuid(row, "id"))),
                MessageType.fromCode(row.getString("message_type")),
                BroadcastStatus.fromCode(row.getString("status")),
                row.getBoolean("has_work"),
                Objects.requireNonNull(instant(row, "changed_at")),
                instant(row, "next_due"));
    }
}
