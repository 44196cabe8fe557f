package ai.tulia.messaging.store.message;

import static ai.tulia.messaging.store.database.Sql.utc;

import ai.tulia.messaging.domain.message.MessageStatus;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.PlannerChoices;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lists messages, within the open tenant transaction. What a filter finds by an index is looked through in the order of the
 * list, so many of it at most, for all else that the filter asks.
 */
@Component
public class MessageListQueries {
    /** How many a page, or a count, looks through. */
    public static final int LOOKED_THROUGH = 10_000;

    /** An id is made by another clock than the time of its message. */
    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    private static final String MESSAGES = "select * from message where tenant_id = :tenant";

    private static final String OF_BROADCASTS = " and broadcast_id = any (array(select b.id from broadcast b"
            + " where b.tenant_id = :tenant and b.status in ('running', 'paused', 'canceled')))";

    private final JdbcClient jdbc;
    private final PlannerChoices planner;

    MessageListQueries(JdbcClient jdbc, PlannerChoices planner) {
        this.jdbc = jdbc;
        this.planner = planner;
    }

    /**
     * One page.
     *
     * @param lookedThroughTo the last that was looked through where the page is not full and there may be more; null = the page
     *     is full, or these are the last
     */
    public record Listed(
            List<StoredMessage> messages, @Nullable UUID lookedThroughTo) {}

    /** Newest first, or by customer ({@link MessageFilter#isByCustomer}); those below {@code before}, or the first. */
    public Listed page(UUID tenantId, MessageFilter filter, @Nullable UUID before, int limit) {
        MessageList list = list(tenantId, filter, before);
        List<StoredMessage> found = jdbc.sql(list.matching(limit))
                .params(list.parameters())
                .query((row, n) -> MessageQueries.message(row))
                .list();
        boolean mayGoOn = found.size() < limit && filter.access() != MessageFilter.Access.OPEN;
        return new Listed(found, mayGoOn ? lastLookedThrough(list) : null);
    }

    private @Nullable UUID lastLookedThrough(MessageList list) {
        return jdbc.sql("select " + list.key() + " from (" + list.candidates() + ") c order by 1 desc limit 1 offset "
                        + (LOOKED_THROUGH - 1))
                .params(list.parameters())
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    /** How many match of those that a page from the first on would look through. */
    public long count(UUID tenantId, MessageFilter filter) {
        MessageList list = list(tenantId, filter, null);
        return jdbc.sql("select count(*) from (" + list.matching(LOOKED_THROUGH) + ") c")
                .params(list.parameters())
                .query(Long.class)
                .single();
    }

    private MessageList list(UUID tenantId, MessageFilter filter, @Nullable UUID before) {
        if (filter.access() != MessageFilter.Access.OPEN) {
            planner.inOrder();
        }
        return new MessageList(tenantId, filter, before);
    }

    /** The statements of one list. */
    private record MessageList(
            UUID tenantId, MessageFilter filter, @Nullable UUID before) {
        String key() {
            return filter.isByCustomer() ? "customer_id" : "id";
        }

        String matching(int limit) {
            String order = " order by " + key() + " desc limit " + limit;
            if (filter.access() == MessageFilter.Access.OPEN) {
                // They have two indexes, one for those of broadcasts: each gives its newest.
                String rest = filter.conditions() + bounds("id") + order;
                return "(" + MESSAGES + " and broadcast_id is null" + rest + ") union all (" + MESSAGES + OF_BROADCASTS
                        + rest + ")" + order;
            }
            return "select * from (" + candidates() + ") c where true" + filter.conditions() + order;
        }

        /** Those that are looked through. */
        String candidates() {
            String last = " order by id desc limit " + LOOKED_THROUGH;
            return switch (filter.access()) {
                case METADATA ->
                    "select m.* from (select message_id from message_metadata where tenant_id = :tenant"
                            + " and key = :metadataKey and value = :metadataValue" + bounds("message_id")
                            + " order by message_id desc limit " + LOOKED_THROUGH + ") k cross join lateral ("
                            + MESSAGES + " and id = k.message_id offset 0) m";
                case CUSTOMER -> MESSAGES + " and customer_id = :customer" + bounds("id") + last;
                case BROADCAST ->
                    MESSAGES + " and broadcast_id = :broadcast and batch_index is null"
                            + (before == null ? "" : " and customer_id < :before")
                            + " order by customer_id desc limit " + LOOKED_THROUGH;
                case TEMPLATE -> MESSAGES + " and template_id = :template" + bounds("id") + last;
                case FAILURE -> MESSAGES + " and failure_code = :failure" + bounds("id") + last;
                case OPEN, ORDER -> MESSAGES + (isClosedUnsent() ? filter.ofStatus() : "") + bounds("id") + last;
            };
        }

        /** For them there is an index. */
        private boolean isClosedUnsent() {
            MessageStatus status =
                    filter.state() == null ? filter.status() : filter.state().status();
            return status == MessageStatus.FAILED || status == MessageStatus.CANCELED;
        }

        /** Ids tell the time. */
        private String bounds(String id) {
            return (before == null ? "" : " and " + id + " < :before")
                    + (filter.made().from() == null ? "" : " and " + id + " >= :first")
                    + (filter.made().until() == null ? "" : " and " + id + " < :last");
        }

        Map<String, ?> parameters() {
            var parameters = new HashMap<String, @Nullable Object>();
            parameters.put("tenant", tenantId);
            parameters.put("before", before);
            parameters.put("customer", filter.customerId());
            parameters.put("broadcast", filter.broadcastId());
            parameters.put("template", filter.templateId());
            parameters.put("failure", filter.failureCode());
            MessageFilter.Metadata metadata = filter.metadata();
            parameters.put("metadataKey", metadata == null ? null : metadata.key());
            parameters.put("metadataValue", metadata == null ? null : metadata.value());
            Instant from = filter.made().from();
            Instant until = filter.made().until();
            parameters.put("from", utc(from));
            parameters.put("until", utc(until));
            parameters.put("first", from == null ? null : Ids.first(from.minus(CLOCKS_APART)));
            parameters.put("last", until == null ? null : Ids.first(until.plus(CLOCKS_APART)));
            return parameters;
        }
    }
}
