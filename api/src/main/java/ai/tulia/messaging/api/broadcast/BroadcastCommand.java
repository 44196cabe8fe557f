package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast as its caller wants it: every field right in itself, nothing looked up yet.
 *
 * @param type null = the template's
 * @param content inline text; null with a template
 * @param criteria as given; null when an audience or a list is meant
 * @param customerIds as given; empty for a list to be uploaded, and when it is no list
 * @param asked when it was scheduled for; null = as soon as it is started
 * @param expiresAt null = by its type
 */
record BroadcastCommand(
        String name,
        @Nullable MessageType type,
        @Nullable UUID templateId,
        @Nullable String content,
        Map<String, ContextValue> context,
        @Nullable Map<String, Object> criteria,
        @Nullable UUID audienceId,
        List<UUID> customerIds,
        @Nullable RequestedTime asked,
        @Nullable Instant expiresAt,
        @Nullable Integer maxPerSecond,
        @Nullable Map<String, Object> metadata,
        boolean start) {
    boolean isList() {
        return criteria == null && audienceId == null;
    }

    /** The field that gave its criteria. */
    String audienceField() {
        return audienceId == null ? "recipient_criteria" : "audience_id";
    }
}
