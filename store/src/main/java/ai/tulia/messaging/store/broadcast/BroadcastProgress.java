package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.message.MessageSql;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far a broadcast is, within the open tenant transaction. The counts are kept with every change of a message, so
 * reading them takes the same few rows whatever the size of the audience.
 */
@Component
public class BroadcastProgress {
    /** A lane that did nothing for so long adds nothing to the rate. */
    private static final Duration RECENT = Duration.ofSeconds(10);

    private final JdbcClient jdbc;

    BroadcastProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param reason why they wait or failed; empty when there is nothing to say */
    public record Count(MessageState state, String reason, long messages) {}

    public List<Count> counts(BroadcastRef ref) {
        return jdbc.sql("""
                        select state, reason, sum(messages) as messages from broadcast_count
                        where tenant_id = :tenant and broadcast_id = :broadcast
                        group by state, reason having sum(messages) <> 0 order by state, reason""")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .query((row, n) -> new Count(
                        MessageState.valueOf(row.getString("state")), row.getString("reason"), row.getLong("messages")))
                .list();
    }

    /**
     * The message that is due next, or was longest ago; empty when none waits. Where none of the due ones can go, at the
     * time when that is tried again.
     */
    public Optional<Due> next(BroadcastRef ref) {
        return due(ref, "asc");
    }

    /** The message that is due last. */
    public Optional<Due> last(BroadcastRef ref) {
        return due(ref, "desc");
    }

    /** @param reason why it waits; null when it waits for nothing but the rate limit */
    public record Due(Instant at, @Nullable String reason) {}

    private Optional<Due> due(BroadcastRef ref, String order) {
        return jdbc.sql("""
                        select greatest(m.wake_at, r.waiting_until) as at,
                            case when r.waiting_until > m.wake_at then r.waiting_reason else m.waiting_reason end as reason
                        from (select wake_at, waiting_reason from message
                            where tenant_id = :tenant and broadcast_id = :broadcast and status = 'pending'
                                and wake_at is not null and %s
                            order by wake_at %s limit 1) m
                        left join broadcast_run r on r.tenant_id = :tenant and r.broadcast_id = :broadcast""".formatted(MessageSql.BEFORE_SEND, order))
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .query((row, n) -> new Due(Objects.requireNonNull(instant(row, "at")), row.getString("reason")))
                .optional();
    }

    /** Messages of a batch that one sender serves. */
    public record Served(Channel channel, MessageType type) {}

    /** Of what is due of a batch, the most urgent; of several as urgent, what is due longest. */
    public Optional<Served> dueFirst(BroadcastRef batch, Instant now) {
        return jdbc
                .sql("select channel, message_type from message where tenant_id = :tenant and broadcast_id = :broadcast"
                        + " and status = 'pending' and wake_at <= :now and " + MessageSql.BEFORE_SEND
                        + " group by channel, message_type order by min(wake_at)")
                .param("tenant", batch.tenantId())
                .param("broadcast", batch.broadcastId())
                .param("now", utc(now))
                .query((row, n) -> new Served(
                        Channel.fromCode(row.getString("channel")),
                        MessageType.fromCode(row.getString("message_type"))))
                .stream()
                .min(Comparator.comparingInt(served -> served.type().rules().priority()));
    }

    /** When the first of those that are not due yet is due; empty when all are. */
    public Optional<Instant> nextAfter(BroadcastRef ref, Instant now) {
        return jdbc.sql("select wake_at from message where tenant_id = :tenant and broadcast_id = :broadcast"
                        + " and status = 'pending' and wake_at > :now and " + MessageSql.BEFORE_SEND
                        + " order by wake_at limit 1")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("now", utc(now))
                .query((row, n) -> Objects.requireNonNull(instant(row, "wake_at")))
                .optional();
    }

    /** How many are due now. @param most where it stops counting */
    public int dueNow(BroadcastRef ref, Instant now, int most) {
        return count(ref, "<=", now, most);
    }

    /** How many are due before this instant. @param most where it stops counting */
    public int dueBefore(BroadcastRef ref, Instant at, int most) {
        return count(ref, "<", at, most);
    }

    /** How many are due at this instant or later. @param most where it stops counting */
    public int dueFrom(BroadcastRef ref, Instant at, int most) {
        return count(ref, ">=", at, most);
    }

    private int count(BroadcastRef ref, String compared, Instant at, int most) {
        return jdbc.sql(
                        "select count(*) from (select from message where tenant_id = :tenant and broadcast_id = :broadcast"
                                + " and status = 'pending' and wake_at " + compared
                                + " :at and " + MessageSql.BEFORE_SEND
                                + " limit :most) due")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("at", utc(at))
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /**
     * When the next is due that does not wait for this reason, or where {@code most} wait for it first, the last of these:
     * so many are worth a look, and no more are read. Empty when neither is before that time.
     */
    public Optional<Instant> nextOtherThan(BroadcastRef ref, WaitReason reason, Instant before, int most) {
        return jdbc.sql("""
                        select min(wake_at) filter (where place = :most or waiting_reason is distinct from :reason) as at
                        from (select wake_at, waiting_reason, row_number() over (order by wake_at, id) as place
                            from message
                            where tenant_id = :tenant and broadcast_id = :broadcast and status = 'pending'
                                and wake_at < :before and %s
                            order by wake_at, id limit :most) next""".formatted(MessageSql.BEFORE_SEND))
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("before", utc(before))
                .param("reason", reason.code())
                .param("most", most)
                .query((row, n) -> Optional.ofNullable(instant(row, "at")))
                .single();
    }

    /** When the oldest attempt without an outcome began; empty when none is under way. */
    public Optional<Instant> oldestSending(BroadcastRef ref, Instant now) {
        // They are the first of what is due, and the kept counts say how many there are.
        return jdbc.sql("""
                        select min(changed_at) as at from (
                            select changed_at from message where tenant_id = :tenant and broadcast_id = :broadcast
                                and status = 'pending' and wake_at <= :now and state = 'SENDING'
                            order by wake_at, id limit %s) sending""".formatted(MessageSql.SENDING_OF_BROADCAST))
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("now", utc(now))
                .query((row, n) -> Optional.ofNullable(instant(row, "at")))
                .single();
    }

    /** Messages a second that its lanes sent lately. */
    public double perSecond(BroadcastRef ref, Instant now) {
        return jdbc.sql("select coalesce(sum(per_second), 0) from broadcast_lane"
                        + " where tenant_id = :tenant and broadcast_id = :broadcast and at > :since")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("since", utc(now.minus(RECENT)))
                .query(Double.class)
                .single();
    }

    /** How fast a lane was just now. */
    public void recordRate(BroadcastRef ref, int lane, double perSecond, Instant now) {
        jdbc.sql("""
                        insert into broadcast_lane (tenant_id, broadcast_id, lane, at, per_second)
                        values (:tenant, :broadcast, :lane, :at, :perSecond)
                        on conflict (tenant_id, broadcast_id, lane)
                            do update set at = excluded.at, per_second = excluded.per_second""")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("lane", lane)
                .param("at", utc(now))
                .param("perSecond", perSecond)
                .update();
    }

    /** When its first lane, which settles what lost workers left, last came to something; empty when it never did. */
    public Optional<Instant> firstLaneRecordedAt(BroadcastRef ref) {
        return jdbc.sql("select at from broadcast_lane where tenant_id = :tenant and broadcast_id = :broadcast"
                        + " and lane = 0")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .query((row, n) -> Objects.requireNonNull(instant(row, "at")))
                .optional();
    }
}
