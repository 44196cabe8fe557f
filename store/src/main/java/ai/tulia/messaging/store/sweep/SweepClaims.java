package ai.tulia.messaging.store.sweep;

import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.SweeperDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Messages whose wake time passed unanswered, each claimed by one sweeper of all workers. Claims end by themselves; those of
 * a message for which nothing helps last twice as long each time, up to an hour.
 */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class SweepClaims {
    static final Duration FIRST = Duration.ofSeconds(30);
    private static final int MAX_DOUBLED = 7;

    /** Where an attempt is under way, whoever made it writes its outcome: until it is lost, its row is not overdue. */
    static final String OVERDUE = """
            status = 'pending' and broadcast_id is null and state <> 'UNKNOWN' and wake_at < :before
                and changed_at < :before and (state <> 'SENDING' or changed_at < :lost)
            """;

    private static final String CLAIM = """
            with due as materialized (
                select m.tenant_id, m.id, m.message_type, m.state, m.changed_at, m.wake_at
                from message m
                where %s and (m.wake_at, m.tenant_id, m.id) > (:wake, :tenant, :after)
                    and not exists (select from sweep_claim c where c.tenant_id = m.tenant_id and c.message_id = m.id
                        and c.wake_at = m.wake_at and c.claimed_until > :now)
                order by m.wake_at, m.tenant_id, m.id limit :limit),
            claimed as (
                insert into sweep_claim as c (tenant_id, message_id, wake_at, looks, claimed_until)
                select tenant_id, id, wake_at, 1, :now::timestamptz + :first::interval from due order by tenant_id, id
                on conflict (tenant_id, message_id) do update set wake_at = excluded.wake_at,
                    looks = case when c.wake_at = excluded.wake_at then c.looks + 1 else 1 end,
                    claimed_until = case when c.wake_at = excluded.wake_at
                        then :now::timestamptz + :first::interval * (1 << least(c.looks, :doubled)) else excluded.claimed_until end
                where c.wake_at <> excluded.wake_at or c.claimed_until <= :now
                returning c.tenant_id, c.message_id)
            select due.* from due join claimed on claimed.tenant_id = due.tenant_id and claimed.message_id = due.id
            order by due.wake_at, due.tenant_id, due.id
            """.formatted(OVERDUE);

    private static final UUID FIRST_ID = new UUID(0, 0);

    private final SweeperDatabase ledger;

    SweepClaims(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    /**
     * The next ones, those that are due longest first.
     *
     * @param last where the page before ended; null = from the beginning
     * @param before of those that are due, and untouched, since then
     * @return empty when there are none left that nobody has claimed
     */
    public List<OpenMessage> claim(@Nullable OpenMessage last, Instant before, Instant now, int limit) {
        Instant wake = last == null ? null : last.wakeAt();
        return ledger.jdbc()
                .sql(CLAIM)
                .param("before", utc(before))
                .param("lost", utc(now.minus(AttemptLimits.LOST_AFTER)))
                .param("wake", utc(wake == null ? Instant.EPOCH : wake))
                .param("tenant", last == null ? FIRST_ID : last.ref().tenantId())
                .param("after", last == null ? FIRST_ID : last.ref().messageId())
                .param("now", utc(now))
                .param("first", FIRST.toString())
                .param("doubled", MAX_DOUBLED)
                .param("limit", limit)
                .query((row, n) -> OpenMessageQueries.open(row))
                .list();
    }

    /** Takes claims back that came to nothing for a reason that was not the messages'. */
    public void release(List<MessageRef> messages) {
        ledger.jdbc()
                .sql("""
                        delete from sweep_claim c using unnest(:tenants::uuid[], :ids::uuid[]) r (tenant_id, id)
                        where c.tenant_id = r.tenant_id and c.message_id = r.id""")
                .param(
                        "tenants",
                        texts(messages.stream().map(MessageRef::tenantId).toList()))
                .param("ids", texts(messages.stream().map(MessageRef::messageId).toList()))
                .update();
    }

    /** Forgets those that ended so long ago that somebody would have claimed them again if there was need. */
    public void forget(Instant endedBefore) {
        ledger.jdbc()
                .sql("delete from sweep_claim where claimed_until < :before")
                .param("before", utc(endedBefore))
                .update();
    }
}
