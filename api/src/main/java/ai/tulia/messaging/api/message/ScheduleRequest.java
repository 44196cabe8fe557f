package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.requestfields.TimeFields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message with its time; to explain, the time may be left out. */
@Schema(
        description =
                "A message with its time: content or template_id, not both. To explain, the time may be left out.")
record ScheduleRequest(
        @Schema(description = "To one customer; or give to, or recipient_criteria.") @Nullable
        UUID customerId,

        @Schema(
                description =
                        "A number in E.164 form in place of customer_id: of the customer who has it, or of one that is made"
                                + " with it, without any consent. To explain, somebody must have it.",
                example = "+4915112345678")
        @Nullable
        String to,

        @Schema(
                description = "To all whom they mean: it becomes a broadcast, started at once. Not with customer_id or"
                        + " to, and not to explain.")
        @Nullable
        Map<String, @Nullable Object> recipientCriteria,

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
                        "Over the daily limit at its time: refuse it, or wait for the next day's first free unit.",
                allowableValues = {"reject", "defer"},
                defaultValue = "defer")
        @Nullable
        String whenOverLimit,

        @Schema(description = "Yours: returned as it came; up to 16 names and 4 kB.") @Nullable
        Map<String, @Nullable Object> metadata,

        @Schema(
                description = "An instant with Z or an offset, or a local time together with time_zone; at most 2 years"
                        + " ahead. A local time that the clocks skip goes to the first instant after the gap, one that"
                        + " comes twice to its first pass; dst_adjusted says so.",
                example = "2027-03-28T09:00:00")
        @Nullable
        String scheduledAt,

        @Schema(
                description = "recipient, tenant or an IANA name. For a local time it says whose; for an instant, which"
                        + " zone the answer shows it in.",
                example = "recipient")
        @Nullable
        String timeZone,

        @Schema(description = "From here on it does not go out; left out: its type's validity after scheduled_at.")
        @Nullable
        Instant expiresAt)
        implements MessageFields, TimeFields {}
