package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.Transition;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Puts failed messages of a broadcast back in line, within the open tenant transaction: a page when it is asked for, the
 * others page by page by whoever sends the broadcast. It does not end before all are.
 */
@Component
public class BroadcastRetry {
    public static final int PAGE = 5_000;

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final LedgerClock clock;
    private final MessageTransitions transitions;

    BroadcastRetry(JdbcClient jdbc, LedgerClock clock, MessageTransitions transitions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transitions = transitions;
    }

    /**
     * How far it is.
     *
     * @param codes the failures that are safe and worth to try again
     * @param askedAt by the ledger's clock, as other processes wrote when they failed; what fails later is not tried again
     * @param after the last message that was put back
     */
    private record Position(List<String> codes, Instant askedAt, UUID after) {
        Position behind(List<Transition.Retried> page) {
            return page.isEmpty()
                    ? this
                    : new Position(codes, askedAt, page.getLast().ref().messageId());
        }
    }

    /**
     * As new attempts, which ask for their reservations anew. The broadcast must be locked.
     *
     * @return how many were put back; when it is {@value #PAGE}, there may be more, and {@link #goOn} does them
     */
    public int begin(BroadcastRef ref, List<String> codes, Instant at) {
        var from = new Position(codes, clock.now(), FIRST);
        List<Transition.Retried> failed = failed(ref, from, at);
        if (failed.size() == PAGE) {
            keep(ref, from.behind(failed), false);
        }
        return transitions.apply(ref.tenantId(), failed, at).size();
    }

    /** Whether there may still be some. */
    public boolean isPending(BroadcastRef ref) {
        return position(ref).isPresent();
    }

    /** Puts the next page back. @return whether there may still be more */
    public boolean goOn(BroadcastRef ref, Instant at) {
        return position(ref)
                .map(from -> {
                    List<Transition.Retried> failed = failed(ref, from, at);
                    boolean more = failed.size() == PAGE;
                    keep(ref, from.behind(failed), !more);
                    transitions.apply(ref.tenantId(), failed, at);
                    return more;
                })
                .orElse(false);
    }

    private Optional<Position> position(BroadcastRef ref) {
        return jdbc.sql("select codes, asked_at, after_id from broadcast_retry"
                        + " where tenant_id = :tenant and broadcast_id = :broadcast and not done")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .query((row, n) -> new Position(
                        texts(row.getArray("codes")),
                        Objects.requireNonNull(instant(row, "asked_at")),
                        Objects.requireNonNull(uuid(row, "after_id"))))
                .optional();
    }

    private List<Transition.Retried> failed(BroadcastRef ref, Position from, Instant at) {
        return jdbc.sql("""
                        select id, attempt from message
                        where tenant_id = :tenant and broadcast_id = :broadcast and batch_index is null
                            and status = 'failed' and id > :after
                            and state = 'FAILED' and failure_code = any (:codes::text[]) and changed_at <= :asked
                            and expires_at > :at
                            and (select erasure_requested_at is null from customer
                                where tenant_id = :tenant and id = message.customer_id)
                        order by id limit :page for update""")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("after", from.after())
                .param("codes", from.codes().toArray(String[]::new))
                .param("asked", utc(from.askedAt()))
                .param("at", utc(at))
                .param("page", PAGE)
                .query((row, n) -> new Transition.Retried(
                        new MessageRef(ref.tenantId(), Objects.requireNonNull(uuid(row, "id"))),
                        row.getInt("attempt"),
                        at))
                .list();
    }

    private void keep(BroadcastRef ref, Position reached, boolean done) {
        jdbc.sql("""
                        insert into broadcast_retry (tenant_id, broadcast_id, codes, asked_at, after_id, done)
                        values (:tenant, :broadcast, :codes::text[], :asked, :after, :done)
                        on conflict (tenant_id, broadcast_id) do update set codes = excluded.codes,
                            asked_at = excluded.asked_at, after_id = excluded.after_id, done = excluded.done""")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("codes", reached.codes().toArray(String[]::new))
                .param("asked", utc(reached.askedAt()))
                .param("after", reached.after())
                .param("done", done)
                .update();
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
