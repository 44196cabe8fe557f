package ai.tulia.messaging.store.message;

import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When a message or a broadcast was asked to go.
 *
 * @param notBefore that instant (UTC); null = as soon as possible, or not an instant but a wall time of each recipient
 * @param local as asked, when asked in wall time
 * @param zone whose wall time: recipient, tenant or an IANA name; null when none was given
 */
public record Schedule(
        @Nullable Instant notBefore,
        @Nullable LocalDateTime local,
        @Nullable String zone) {
    /** As soon as possible. */
    public static final Schedule NONE = new Schedule(null, null, null);

    public static Schedule at(@Nullable Instant notBefore) {
        return new Schedule(notBefore, null, null);
    }

    /** Reads not_before, scheduled_local and scheduled_zone. */
    public static Schedule read(ResultSet row) throws SQLException {
        return new Schedule(
                Sql.instant(row, "not_before"),
                row.getObject("scheduled_local", LocalDateTime.class),
                row.getString("scheduled_zone"));
    }
}
