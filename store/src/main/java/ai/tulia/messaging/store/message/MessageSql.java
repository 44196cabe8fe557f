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

    private MessageSql() {}
}
