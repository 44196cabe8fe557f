package ai.tulia.messaging.api.message;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message to be sent as soon as its rules let it go. Exactly one of customer_id and to, of content and template_id is given. */
@Schema(
        description = "A message to be sent as soon as its rules let it go: customer_id or to, and content or"
                + " template_id, not both.")
record SendRequest(
        @Schema(description = "The customer; or give to, one of them.") @Nullable
        UUID customerId,

        @Schema(
                description =
                        "A number in E.164 form in place of customer_id: of the customer who has it, or of one that is made"
                                + " with it, without any consent.",
                example = "+4915112345678")
        @Nullable
        String to,

        @Schema(
                description =
                        "The text, up to 1,600 characters; {{name}} and {{name|fallback}} are filled from context,"
                                + " then from the customer's name and attributes (attr.<key>).")
        @Nullable
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
                description = "Over the daily limit: refuse with 429, or wait for tomorrow's first free unit.",
                allowableValues = {"reject", "defer"},
                defaultValue = "reject")
        @Nullable
        String whenOverLimit,

        @Schema(description = "Yours: returned as it came; up to 16 names and 4 kB.") @Nullable
        Map<String, @Nullable Object> metadata)
        implements MessageFields {}
