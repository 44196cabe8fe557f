package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.domain.broadcast.ContextValue;
import ai.tulia.messaging.store.broadcast.Broadcast;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A broadcast as its tenant sees it, and how far it is. */
public record BroadcastResponse(
        UUID id,
        String name,

        @Schema(allowableValues = {"draft", "running", "paused", "canceled", "completed"})
        String status,

        String messageType,
        String channel,
        @Nullable UUID templateId,

        @Schema(description = "The version it was made with, and keeps.") @Nullable
        Integer templateVersion,

        @Nullable String content,
        Map<String, Object> context,

        @Schema(description = "null for a list.") @Nullable Map<String, Object> recipientCriteria,

        @Schema(
                description = "The time asked for; null = as soon as it is started, or each recipient's own"
                        + " scheduled_local.")
        @Nullable
        Instant scheduledAt,

        @Schema(description = "The wall time asked for, in time_zone.") @Nullable
        LocalDateTime scheduledLocal,

        @Nullable String timeZone,
        @Nullable Instant expiresAt,
        @Nullable Integer maxPerSecond,
        @Nullable Map<String, Object> metadata,

        @Schema(description = "requested, or the failure that stopped it; null unless paused.") @Nullable
        String pausedReason,

        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,

        @Schema(
                description =
                        "Since when its messages leave, past the tenant's retention: they are not listed any more, the"
                                + " counts stay. null = they are there.")
        @Nullable
        Instant recipientsRemovedAt,

        @JsonUnwrapped ProgressResponse progress) {
    /** @param scheduledAt as an instant, where it is the same for all */
    static BroadcastResponse of(Broadcast broadcast, @Nullable Instant scheduledAt, ProgressResponse progress) {
        return new BroadcastResponse(
                broadcast.ref().broadcastId(),
                broadcast.name(),
                broadcast.status().code(),
                broadcast.type().code(),
                broadcast.channel().code(),
                broadcast.content().text().templateId(),
                broadcast.content().text().templateVersion(),
                broadcast.content().text().content(),
                ContextValue.toJson(broadcast.content().context()),
                broadcast.criteria(),
                scheduledAt,
                broadcast.sending().schedule().local(),
                broadcast.sending().schedule().zone(),
                broadcast.sending().expiresAt(),
                broadcast.sending().maxPerSecond(),
                broadcast.metadata(),
                broadcast.lifecycle().pausedReason(),
                broadcast.lifecycle().createdAt(),
                broadcast.lifecycle().startedAt(),
                broadcast.lifecycle().endedAt(),
                broadcast.lifecycle().recipientsRemovedAt(),
                progress);
    }
}
