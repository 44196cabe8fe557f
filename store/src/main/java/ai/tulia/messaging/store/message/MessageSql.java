package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageState;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What statements about messages share. */
public final class MessageSql {
    /** The states before an attempt, as a condition on {@code state}. */
    public static final String BEFORE_SEND = Arrays.stream(MessageState.values())
            .filter(MessageState::isBeforeSend)
            .map(state -> "'" + state + "'")
            .collect(Collectors.joining(", ", "state in (", ")"));

    /** What a webhook says of a message, from its row {@code c}. */
    static final String WEBHOOK_DATA = """
            jsonb_strip_nulls(jsonb_build_object('message_id', c.id, 'customer_id', c.customer_id,
                'broadcast_id', case when c.batch_index is null then c.broadcast_id end,
                'batch_id', case when c.batch_index is not null then c.broadcast_id end, 'message_type', c.message_type, 'channel', c.channel,
                'state', lower(c.state), 'status', c.status, 'attempt', nullif(c.attempt, 0), 'code', c.failure_code))""";

    /** How many attempts of a broadcast are under way, by the kept counts. */
    public static final String SENDING_OF_BROADCAST = """
            (select coalesce(sum(messages), 0) from broadcast_count
                where tenant_id = :tenant and broadcast_id = :broadcast and state = 'SENDING')""";

    private MessageSql() {}
}
