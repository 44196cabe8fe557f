package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.openapi.EnumSchemas;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A broadcast after it was resumed. */
record ResumedResponse(
        @JsonUnwrapped BroadcastResponse broadcast,

        @Schema(
                description =
                        "Failed messages that were put back in line; of more than 5,000 the first of them, the others"
                                + " follow (next_wake_reason retrying).")
        int retried,

        @Schema(description = "With scope failed or all: messages that ended unsent or unproven and stay as they are.")
        List<NotRetried> notRetried) {
    /** @param detail in words, and what can be done */
    record NotRetried(
            @Schema(ref = EnumSchemas.MESSAGE_STATE) String state, String reason, long count, String detail) {}
}
