package ai.tulia.messaging.api.conversation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;

/** What was decided. */
record DecidedReviewResponse(
        UUID id,

        @Schema(allowableValues = {"accepted", "dismissed"}) String state,

        @Schema(
                description =
                        "Messages that had begun to leave when it was accepted; no other leaves after this answer.")
        List<UUID> underWay) {}
