package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.requestfields.TimeFields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One message of a batch: as for send, or with a time as for schedule. */
@Schema(
        description = "A message as for send; with scheduled_at as for schedule. customer_id or to, and content or"
                + " template_id, not both.")
record BatchItemRequest(
        @Schema(description = "The customer; or give to, one of them.") @Nullable
        UUID customerId,

        @Schema(
                description =
                        "A number in E.164 form in place of customer_id: of the customer who has it, or of one that is made"
                                + " with it, without any consent.",
                example = "+4915112345678")
        @Nullable
        String to,

        @Schema(description = "The text, as for send.") @Nullable
        String content,

        @Nullable UUID templateId,

        @Schema(description = "Values of placeholders: strings, numbers, booleans.") @Nullable
        Map<String, @Nullable Object> context,

        @Schema(description = "Needed with content; with template_id it is the template's.") @Nullable
        String messageType,

        @Schema(
                description = "Left out: that of the tenant's first sender that serves its type.",
                allowableValues = {"whatsapp", "sms"})
        @Nullable
        String channel,

        @Schema(
                description =
                        "Over the daily limit when it is due: refuse it, or wait for the next day's first free unit."
                                + " Left out: reject, with scheduled_at defer.",
                allowableValues = {"reject", "defer"})
        @Nullable
        String whenOverLimit,

        @Schema(description = "Yours: returned as it came; up to 16 names and 4 kB.") @Nullable
        Map<String, @Nullable Object> metadata,

        @Schema(description = "As for schedule; left out: as soon as its rules let it go.") @Nullable
        String scheduledAt,

        @Schema(description = "As for schedule.") @Nullable String timeZone,

        @Schema(description = "From here on it does not go out; only with scheduled_at.") @Nullable
        Instant expiresAt,

        @Schema(
                description =
                        "Yours, up to 255 visible ASCII characters: an item with the same one within 24 h makes no"
                                + " message, and is answered with the first one's (duplicate).")
        @Nullable
        String dedupeKey)
        implements MessageFields, TimeFields {}
