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
        Made made) {
    /** When they were made. @param from then or later; null = whenever @param until before; null = whenever */
    public record Made(@Nullable Instant from, @Nullable Instant until) {
        public static final Made EVER = new Made(null, null);
    }

    /** A name in the caller's metadata and its value, as text. */
    public record Metadata(String key, String value) {}

    public static MessageFilter ofCustomer(UUID customerId) {
        return new MessageFilter(null, null, null, null, customerId, null, null, null, null, Made.EVER);
    }

    /** The same of those to this customer. */
    public MessageFilter to(UUID customer) {
        return new MessageFilter(
                status, state, type, channel, customer, broadcastId, templateId, failureCode, metadata, made);
    }

    /** Whether they are listed by customer: those of a broadcast are, as its recipients. */
    public boolean isByCustomer() {
        return access() == Access.BROADCAST;
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
        sql.append(made.from() == null ? "" : " and created_at >= :from");
        sql.append(made.until() == null ? "" : " and created_at < :until");
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
