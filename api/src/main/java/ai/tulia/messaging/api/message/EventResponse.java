package ai.tulia.messaging.api.message;

import ai.tulia.messaging.store.message.MessageEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a message. */
record EventResponse(
        Instant at,

        @Schema(description = "accepted, waiting, rescheduled, sending, sent, failed, unknown, refused, expired, …")
        String kind,

        @Schema(description = "The handover it belongs to, counted from 1.") @Nullable
        Integer attempt,

        Map<String, Object> detail) {
    static EventResponse of(MessageEvent event) {
        return new EventResponse(event.at(), event.kind(), event.attempt(), event.detail());
    }
}
