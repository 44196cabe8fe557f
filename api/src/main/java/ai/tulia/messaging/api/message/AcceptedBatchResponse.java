package ai.tulia.messaging.api.message;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;

/** What became of a batch's items. */
record AcceptedBatchResponse(
        UUID batchId,

        @Schema(description = "Items that are messages which may go out.")
        int accepted,

        @Schema(description = "Items with a problem.") int notAccepted,

        @Schema(description = "One for each item, in their order.")
        List<BatchItemResult> items) {
    static AcceptedBatchResponse of(UUID batchId, List<BatchItemResult> items) {
        int accepted =
                (int) items.stream().filter(item -> item.problem() == null).count();
        return new AcceptedBatchResponse(batchId, accepted, items.size() - accepted, items);
    }
}
