package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.domain.message.Channel;
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
 * @param channel null = that of the tenant's first sender that serves its type
 */
record BroadcastCommand(
        String name,
        @Nullable MessageType type,
        @Nullable Channel channel,
        Content content,
        Audience audience,
        Sending sending,
        @Nullable Map<String, Object> metadata,
        boolean start) {
    /** @param text inline; null with a template */
    record Content(@Nullable UUID templateId, @Nullable String text, Map<String, ContextValue> context) {}

    /**
     * Whom it means.
     *
     * @param criteria as given; null when an audience or a list is meant
     * @param customerIds as given; empty for a list to be uploaded, and when it is no list
     */
    record Audience(
            @Nullable Map<String, Object> criteria,
            @Nullable UUID audienceId,
            List<UUID> customerIds) {
        boolean isList() {
            return criteria == null && audienceId == null;
        }

        /** The field that gave its criteria. */
        String field() {
            return audienceId == null ? "recipient_criteria" : "audience_id";
        }
    }

    /**
     * When, until when and how fast it is to be sent.
     *
     * @param asked when it was scheduled for; null = as soon as it is started
     * @param expiresAt null = by its type
     */
    record Sending(
            @Nullable RequestedTime asked,
            @Nullable Instant expiresAt,
            @Nullable Integer maxPerSecond) {}
}
