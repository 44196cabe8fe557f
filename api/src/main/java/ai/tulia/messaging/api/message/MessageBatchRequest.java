package ai.tulia.messaging.api.message;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Messages to be accepted together. Each item is read by itself: what is wrong with one is no other's. */
record MessageBatchRequest(
        @ArraySchema(
                arraySchema = @Schema(requiredMode = Schema.RequiredMode.REQUIRED),
                schema = @Schema(implementation = BatchItemRequest.class),
                minItems = 1,
                maxItems = MessageBatchRequest.MAX_ITEMS)
        @Nullable
        List<@Nullable JsonNode> items) {
    static final int MAX_ITEMS = 1_000;
}
