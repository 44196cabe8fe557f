package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.OperatorDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Messages of all tenants, as the operator finds out what became of them. The columns are all that its role may read; each
 * look is an entry of the audit log, in the same transaction.
 */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class OperatorMessageQueries {
    private static final String MESSAGES = "select " + OperatorMessageRow.COLUMNS + " from message where ";

    private static final String OF_BROADCASTS = " and broadcast_id = any (array(select b.id from broadcast b"
            + " where b.tenant_id = :tenant and b.status in ('running', 'paused', 'canceled')))";

    /** An id is found by its tenant alone: one look-up for each. */
    private static final String OF_ID = "select m.* from tenant t cross join lateral (" + MESSAGES
            + "tenant_id = t.tenant_id and id = :message offset 0) m";

    private final OperatorDatabase ledger;
    private final Clock clock;

    OperatorMessageQueries(OperatorDatabase ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * One page.
     *
     * @param lookedThroughTo see {@link MessageListQueries.Listed}
     */
    public record Listed(
            List<OperatorMessage> messages, @Nullable UUID lookedThroughTo) {}

    /** An attempt without an answer. @param nextLookAt when the provider is asked about it; null = not asked yet */
    public record Unknown(
            MessageRef ref,
            int attempt,
            Instant since,
            @Nullable Instant nextLookAt) {}

    /** A message and everything that happened to it, oldest first. */
    public record Detail(OperatorMessage message, List<MessageEvent> events) {}

    /**
     * Newest first; those below {@code before}, or the first.
     *
     * @throws IllegalArgumentException when what is not open is asked for of all tenants
     */
    public Listed page(OperatorMessageFilter filter, @Nullable UUID before, int limit) {
        if (filter.tenantId() == null && !filter.isOpen()) {
            throw new IllegalArgumentException("of all tenants the open ones alone");
        }
        return ledger.call(jdbc -> {
            note(jdbc, filter.tenantId(), AuditAction.MESSAGES_LISTED, null, detail(filter));
            return filter.isOpen()
                    ? new Listed(query(jdbc, open(filter, before, limit), filter, before), null)
                    : closed(jdbc, filter, before, limit);
        });
    }

    /** Single ones have an index in this order; those of broadcasts are found by their broadcast, all of them, and sorted. */
    private static String open(OperatorMessageFilter filter, @Nullable UUID before, int limit) {
        String order = " order by id desc limit " + limit;
        String pending = filter.conditions() + (before == null ? "" : " and id < :before") + order;
        return "(" + MESSAGES + "broadcast_id is null" + pending + ") union all (" + MESSAGES
                + "broadcast_id is not null" + (filter.tenantId() == null ? "" : OF_BROADCASTS) + pending + ")" + order;
    }

    /** Looks through so many of the tenant's newest for the others. */
    private static Listed closed(JdbcClient jdbc, OperatorMessageFilter filter, @Nullable UUID before, int limit) {
        String candidates = MESSAGES + "tenant_id = :tenant" + (before == null ? "" : " and id < :before")
                + (filter.isClosedUnsent() ? filter.statusCondition() : "")
                + (filter.unchangedSince() == null ? "" : " and id < :madeBefore")
                + " order by id desc limit " + MessageListQueries.LOOKED_THROUGH;
        String matching =
                "select * from (" + candidates + ") c where true" + filter.conditions() + " order by id desc limit ";
        List<OperatorMessage> found = query(jdbc, matching + limit, filter, before);
        if (found.size() == limit) {
            return new Listed(found, null);
        }
        String last = "select id from (" + candidates + ") c order by id desc limit 1 offset "
                + (MessageListQueries.LOOKED_THROUGH - 1);
        return new Listed(
                found,
                bound(jdbc.sql(last), filter, before)
                        .query(UUID.class)
                        .optional()
                        .orElse(null));
    }

    private static List<OperatorMessage> query(
            JdbcClient jdbc, String sql, OperatorMessageFilter filter, @Nullable UUID before) {
        return bound(jdbc.sql(sql), filter, before)
                .query((row, n) -> OperatorMessageRow.read(row))
                .list();
    }

    private static JdbcClient.StatementSpec bound(
            JdbcClient.StatementSpec sql, OperatorMessageFilter filter, @Nullable UUID before) {
        Instant unchangedSince = filter.unchangedSince();
        return sql.param("tenant", filter.tenantId())
                .param("before", before)
                .param("unchangedSince", utc(unchangedSince))
                .param(
                        "madeBefore",
                        unchangedSince == null
                                ? null
                                : Ids.first(unchangedSince.plus(MessageListQueries.CLOCKS_APART)));
    }

    /** Whoever's it is. */
    public Optional<Detail> find(UUID messageId) {
        return ledger.call(jdbc -> {
            Optional<OperatorMessage> found = jdbc.sql(OF_ID)
                    .param("message", messageId)
                    .query((row, n) -> OperatorMessageRow.read(row))
                    .optional();
            found.ifPresent(
                    message -> note(jdbc, message.ref().tenantId(), AuditAction.MESSAGE_SHOWN, messageId, Map.of()));
            return found.map(message -> new Detail(message, MessageEventQueries.events(jdbc, message.ref())));
        });
    }

    /**
     * In the order in which the messages were accepted, oldest first.
     *
     * @param tenantId null = all
     * @param after ids above this one; null = from the oldest
     */
    public List<Unknown> unknown(@Nullable UUID tenantId, @Nullable UUID after, int limit) {
        return ledger.call(jdbc -> {
            note(jdbc, tenantId, AuditAction.UNKNOWN_LISTED, null, Map.of());
            return jdbc.sql("""
                            select u.tenant_id, u.message_id, u.attempt, u.since, u.next_look_at
                            from unknown_attempt u
                            join message m on m.tenant_id = u.tenant_id and m.id = u.message_id and m.state = 'UNKNOWN'
                            where (:tenant::uuid is null or u.tenant_id = :tenant::uuid)
                                and (:after::uuid is null or u.message_id > :after::uuid)
                            order by u.message_id limit :limit""")
                    .param("tenant", tenantId)
                    .param("after", after)
                    .param("limit", limit)
                    .query((row, n) -> new Unknown(
                            new MessageRef(
                                    Objects.requireNonNull(uuid(row, "tenant_id")),
                                    Objects.requireNonNull(uuid(row, "message_id"))),
                            row.getInt("attempt"),
                            Objects.requireNonNull(instant(row, "since")),
                            instant(row, "next_look_at")))
                    .list();
        });
    }

    private void note(
            JdbcClient jdbc,
            @Nullable UUID tenantId,
            AuditAction action,
            @Nullable UUID subject,
            Map<String, ?> detail) {
        UUID of = tenantId == null ? AuditEvent.NO_TENANT : tenantId;
        AuditLog.add(jdbc, AuditEvent.byOperator(of, action, subject, detail), clock.instant());
    }

    private static Map<String, ?> detail(OperatorMessageFilter filter) {
        var detail = new LinkedHashMap<String, Object>();
        if (filter.status() != null) {
            detail.put("status", filter.status().code());
        }
        if (filter.state() != null) {
            detail.put("state", filter.state().code());
        }
        return detail;
    }
}
