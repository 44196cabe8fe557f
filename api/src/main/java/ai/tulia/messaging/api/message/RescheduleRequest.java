package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.requestfields.TimeFields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A new time for a message. */
record RescheduleRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "As for schedule.") @Nullable
        String scheduledAt,

        @Schema(description = "As for schedule.") @Nullable String timeZone,

        @Schema(description = "Left out: as long after the new time as it was after the old one.") @Nullable
        Instant expiresAt)
        implements TimeFields {}
