package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.openapi.EnumSchemas;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.store.message.StoredMessage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one item of a batch. */
record BatchItemResult(
        @Schema(description = "Its place in the request, from 0.")
        int index,

        @Schema(description = "null when it became no message.") @Nullable
        UUID messageId,

        @Schema(ref = EnumSchemas.MESSAGE_STATE) @Nullable String state,

        @Schema(description = "Why it waits.") @Nullable String waitingReason,

        @Schema(description = "When its rules are asked again.") @Nullable
        Instant wakeAt,

        @Schema(description = "Whether its dedupe_key is that of an earlier message, which this is then.")
        boolean duplicate,

        @Schema(description = "Why it is no message, or one that will not go out; null otherwise.") @Nullable
        ItemProblem problem) {
    /** What its own request would have been answered. @param errors fields begin with items[index] */
    record ItemProblem(int status, String code, String detail, List<FieldError> errors) {
        static ItemProblem of(int index, ApiProblem problem) {
            return new ItemProblem(
                    problem.status().value(),
                    problem.code(),
                    String.valueOf(problem.getMessage()),
                    problem.errors().stream()
                            .map(error -> new FieldError(path(index, error.field()), error.problem(), error.hint()))
                            .toList());
        }

        private static String path(int index, String field) {
            // What is no object at all has no field: its reader then names the body.
            return "items[" + index + "]" + (field.isEmpty() || field.equals("body") ? "" : "." + field);
        }
    }

    static BatchItemResult of(int index, ApiProblem problem) {
        return new BatchItemResult(index, null, null, null, null, false, ItemProblem.of(index, problem));
    }

    static BatchItemResult of(int index, StoredMessage message, boolean duplicate) {
        ApiProblem problem = MessageProblems.of(message);
        return new BatchItemResult(
                index,
                message.id(),
                message.state().code(),
                message.progress().waiting().reason(),
                message.progress().waiting().until(),
                duplicate,
                problem == null ? null : ItemProblem.of(index, problem));
    }
}
