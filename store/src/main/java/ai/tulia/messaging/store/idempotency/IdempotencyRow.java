package ai.tulia.messaging.store.idempotency;

import ai.tulia.messaging.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

final class IdempotencyRow {
    private IdempotencyRow() {}

    static IdempotencyKeyClaim read(ResultSet row, byte[] requestHash, Instant now) throws SQLException {
        if (!Arrays.equals(requestHash, row.getBytes("request_hash"))) {
            return new IdempotencyKeyClaim.OtherRequest();
        }
        int status = row.getInt("response_status");
        if (!row.wasNull()) {
            return new IdempotencyKeyClaim.Answered(
                    status, row.getString("response_etag"), StoredResponse.read(row.getBytes("response_body")));
        }
        Instant lockedUntil = Sql.instant(row, "locked_until");
        UUID messageId = Sql.uuid(row, "message_id");
        return messageId == null || (lockedUntil != null && lockedUntil.isAfter(now))
                ? new IdempotencyKeyClaim.InFlight()
                : new IdempotencyKeyClaim.Accepted(messageId);
    }
}
