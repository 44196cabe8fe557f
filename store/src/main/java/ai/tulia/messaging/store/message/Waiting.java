package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a message waits for, and until when it is looked at again; both null when it does not wait. */
public record Waiting(@Nullable String reason, @Nullable Instant until) {
    static final Waiting NONE = new Waiting(null, null);

    /** Until when it waits for something that no rule knows of; empty when the rules alone say when it may go. */
    public Optional<Instant> pausedUntil() {
        return reason != null
                        && WaitReason.fromCode(reason)
                                .filter(WaitReason::isPause)
                                .isPresent()
                ? Optional.ofNullable(until)
                : Optional.empty();
    }

    /** Reads waiting_reason and wake_at of a message in this state. */
    static Waiting read(ResultSet row, MessageState state) throws SQLException {
        // One that is leaving keeps its wake time in the row, for the index of what is due.
        return new Waiting(row.getString("waiting_reason"), state.isBeforeSend() ? Sql.instant(row, "wake_at") : null);
    }
}
