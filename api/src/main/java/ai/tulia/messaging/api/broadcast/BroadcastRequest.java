package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.requestfields.TimeFields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A broadcast as a caller makes one. */
@Schema(
        description = "content or template_id, not both; recipient_criteria, audience_id or customer_ids, or none of"
                + " them for a list that is uploaded to …/recipients.")
record BroadcastRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String name,

        @Schema(description = "Needed with content; with template_id it is the template's.") @Nullable
        String messageType,

        @Schema(
                description = "Left out: that of the tenant's first sender that serves its type.",
                allowableValues = {"whatsapp", "sms"})
        @Nullable
        String channel,

        @Schema(description = "It keeps the version that is the latest now.") @Nullable
        UUID templateId,

        @Schema(
                description = "Values of placeholders: the same for all, or {\"from\": \"attr.x\"} or {\"from\":"
                        + " \"name\"} for each recipient's own.")
        @Nullable
        Map<String, @Nullable Object> context,

        @Schema(description = "The text, with placeholders as in a template.") @Nullable
        String content,

        @Schema(description = "Whom it means when it starts; {\"all\": []} is everyone.") @Nullable
        Map<String, @Nullable Object> recipientCriteria,

        @Schema(description = "A saved audience, whose criteria are copied now.") @Nullable
        UUID audienceId,

        @Schema(description = "At most 10,000.") @Nullable List<@Nullable UUID> customerIds,

        @Schema(
                description = "An instant with Z or an offset, or a local time together with time_zone; at most 2 years"
                        + " ahead. Left out: as soon as it is started.",
                example = "2027-03-28T09:00:00")
        @Nullable
        String scheduledAt,

        @Schema(description = "recipient, tenant or an IANA name: whose local time it is.", example = "recipient")
        @Nullable
        String timeZone,

        @Schema(description = "From here on nothing of it goes out; left out: its type's validity after each was due.")
        @Nullable
        Instant expiresAt,

        @Schema(description = "Messages a second, where it is to be slower than its sender may be.", minimum = "1")
        @Nullable
        Integer maxPerSecond,

        @Schema(description = "Yours: returned as it came; up to 16 names and 4 kB.") @Nullable
        Map<String, @Nullable Object> metadata,

        @Schema(description = "Start it at once.", defaultValue = "false") @Nullable
        Boolean start)
        implements TimeFields {}
