package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Attempts that nobody can still be waiting for: their POST may have left, so they end UNKNOWN. Workflow, cancel and
 * sweeper ask here, within the open tenant transaction; the database's clock decides.
 */
@Component
public class LostAttempts {
    private final JdbcClient jdbc;
    private final LedgerClock clock;
    private final MessageTransitions transitions;

    LostAttempts(JdbcClient jdbc, LedgerClock clock, MessageTransitions transitions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transitions = transitions;
    }

    /**
     * Ends the message's attempt if it is lost.
     *
     * @param row SENDING, and locked
     * @return whether it was lost
     */
    public boolean markUnknown(DispatchRow row, Instant at) {
        return AttemptLimits.isLost(row.changedAt(), clock.now())
                && transitions.apply(new Transition.LostWorker(row.ref(), row.attempt()), at);
    }

    /** How long somebody may still be waiting for its answer; zero when it is lost. @param startedAt its SENDING */
    public Duration left(Instant startedAt) {
        Duration left = Duration.between(clock.now(), startedAt.plus(AttemptLimits.LOST_AFTER));
        return left.isPositive() ? left : Duration.ZERO;
    }

    /**
     * Ends those of a broadcast. The kept counts say how many are under way, which ends the search for them: they are the
     * first of what is due, however many are due behind them. @return how many there were
     */
    public int markUnknown(BroadcastRef broadcast, Instant at) {
        List<Transition.LostWorker> lost = jdbc.sql("""
                        with sending as materialized (
                            select id, changed_at from message
                            where tenant_id = :tenant and broadcast_id = :broadcast and status = 'pending'
                                and state = 'SENDING'
                            order by wake_at, id limit %s)
                        select m.id, m.attempt from sending s
                        cross join lateral (select id, attempt from message
                            where tenant_id = :tenant and id = s.id and state = 'SENDING' and changed_at < :before
                            for update skip locked) m
                        where s.changed_at < :before""".formatted(MessageSql.SENDING_OF_BROADCAST))
                .param("tenant", broadcast.tenantId())
                .param("broadcast", broadcast.broadcastId())
                .param("before", Sql.utc(clock.now().minus(AttemptLimits.LOST_AFTER)))
                .query((row, n) -> new Transition.LostWorker(
                        new MessageRef(broadcast.tenantId(), Objects.requireNonNull(Sql.uuid(row, "id"))),
                        row.getInt("attempt")))
                .list();
        return transitions.apply(broadcast.tenantId(), lost, at).size();
    }
}
