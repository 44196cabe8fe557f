package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.time.LocalTimes;
import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Until when a message waits for the time it was scheduled for. */
public final class ScheduledTime {
    private ScheduledTime() {}

    /**
     * Reads not_before, scheduled_local and scheduled_zone of a message.
     *
     * <p>A wall time of the recipient's own is that of the zone it lives in now, which may not be the one it lived in when
     * the message was accepted.
     */
    public static @Nullable Instant read(ResultSet row, ZoneId recipient) throws SQLException {
        LocalDateTime local = row.getObject("scheduled_local", LocalDateTime.class);
        return local != null && "recipient".equals(row.getString("scheduled_zone"))
                ? LocalTimes.resolve(local, recipient)
                : Sql.instant(row, "not_before");
    }
}
