package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageStatus;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a list; null = every.
 *
 * @param broadcastId of this broadcast; a batch is none
 * @param failureCode why they failed, were refused or expired
 */
public record MessageFilter(
        @Nullable MessageStatus status,
        @Nullable MessageState state,
        @Nullable MessageType type,
        @Nullable Channel channel,
        @Nullable UUID customerId,
        @Nullable UUID broadcastId,
        @Nullable UUID templateId,
        @Nullable String failureCode,
        @Nullable Metadata metadata,
        Created created) {
    /** When they were created. @param from at that instant or later; null = any @param until before it; null = any */
    public record Created(@Nullable Instant from, @Nullable Instant until) {
        public static final Created ANY_TIME = new Created(null, null);
    }

    /** A name in the caller's metadata and its value, as text. */
    public record Metadata(String key, String value) {}

    public static MessageFilter ofCustomer(UUID customerId) {
        return new MessageFilter(null, null, null, null, customerId, null, null, null, null, Created.ANY_TIME);
    }

    /** The same of those to this customer. */
    public MessageFilter to(UUID customer) {
        return new MessageFilter(
                status, state, type, channel, customer, broadcastId, templateId, failureCode, metadata, created);
    }

    /** Whether they are listed by customer: those of a broadcast are, as its recipients. */
    public boolean isByCustomer() {
        return access() == Access.BROADCAST;
    }

    /** Whether many may be looked through for a few: for what no index answers alone, or for the metadata of each. */
    public boolean isSearch() {
        boolean ofEnded = state != null && !state.isOpen();
        return metadata != null || type != null || channel != null || ofEnded || given() > 1;
    }

    private int given() {
        int given = 0;
        for (@Nullable
        Object each : new @Nullable Object[] {status, state, customerId, broadcastId, templateId, failureCode}) {
            given += each == null ? 0 : 1;
        }
        return given;
    }

    /** By what a list finds its messages; all else is asked of those. */
    enum Access {
        METADATA,
        CUSTOMER,
        BROADCAST,
        TEMPLATE,
        FAILURE,
        /** The open ones are few, or their broadcasts'. */
        OPEN,
        /** By the order of the list. */
        ORDER
    }

    Access access() {
        if (metadata != null) {
            return Access.METADATA;
        }
        if (customerId != null) {
            return Access.CUSTOMER;
        }
        if (broadcastId != null) {
            return Access.BROADCAST;
        }
        if (templateId != null) {
            return Access.TEMPLATE;
        }
        if (failureCode != null) {
            return Access.FAILURE;
        }
        return isOpen() ? Access.OPEN : Access.ORDER;
    }

    private boolean isOpen() {
        return status == MessageStatus.PENDING || (state != null && state.isOpen());
    }

    /** All but the metadata. Our own words stand in the statement, so that the partial indexes on status can answer it. */
    String conditions() {
        var sql = new StringBuilder(ofStatus());
        if (state != null) {
            sql.append(" and state = '").append(state.name()).append('\'');
        }
        if (type != null) {
            sql.append(" and message_type = '").append(type.code()).append('\'');
        }
        if (channel != null) {
            sql.append(" and channel = '").append(channel.code()).append('\'');
        }
        sql.append(customerId == null ? "" : " and customer_id = :customer");
        sql.append(broadcastId == null ? "" : " and broadcast_id = :broadcast and batch_index is null");
        sql.append(templateId == null ? "" : " and template_id = :template");
        sql.append(failureCode == null ? "" : " and failure_code = :failure");
        sql.append(created.from() == null ? "" : " and created_at >= :from");
        sql.append(created.until() == null ? "" : " and created_at < :until");
        return sql.toString();
    }

    /** Of a state its status too: that is what the indexes know. */
    String ofStatus() {
        return (status == null ? "" : ofStatus(status)) + (state == null ? "" : ofStatus(state.status()));
    }

    private static String ofStatus(MessageStatus status) {
        return " and status = '" + status.code() + "'";
    }
}
