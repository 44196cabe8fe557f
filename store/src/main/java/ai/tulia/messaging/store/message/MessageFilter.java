package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.message.MessageStatus;
import ai.tulia.messaging.domain.message.MessageType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which messages of a list; null = every. */
public record MessageFilter(
        @Nullable MessageStatus status,
        @Nullable MessageState state,
        @Nullable MessageType type,
        @Nullable UUID customerId) {

    /** Whether it means open messages only. */
    boolean isOpen() {
        return status == MessageStatus.PENDING || (state != null && state.isOpen());
    }

    /** Our own words stand in the statement, so that the partial indexes on status can answer it. */
    String conditions() {
        var sql = new StringBuilder();
        if (status != null) {
            sql.append(" and status = '").append(status.code()).append('\'');
        }
        if (state != null) {
            // Its status too: that is what the indexes know.
            sql.append(" and status = '").append(state.status().code()).append('\'');
            sql.append(" and state = '").append(state.name()).append('\'');
        }
        if (type != null) {
            sql.append(" and message_type = '").append(type.code()).append('\'');
        }
        if (customerId != null) {
            sql.append(" and customer_id = :customer");
        }
        return sql.toString();
    }
}
