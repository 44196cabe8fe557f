package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.idempotency.ResumesAcceptance;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Accepts messages together, shows what becomes of them, and stops or continues what is left. */
@RestController
@Tag(name = "Batches")
class MessageBatchController {
    private final MessageBatchService batches;
    private final MessageBatchRequestValidator validator;

    MessageBatchController(MessageBatchService batches, MessageBatchRequestValidator validator) {
        this.batches = batches;
        this.validator = validator;
    }

    @Operation(
            operationId = "sendBatch",
            summary = "Accept up to 1,000 messages",
            description =
                    "Each as for send or schedule, to one customer each. What is wrong with an item is said in its"
                            + " result; the others are accepted. They are sent afterwards, as their rules let them go."
                            + " Repeated with the same Idempotency-Key after a failure, it accepts what is missing.")
    @ApiResponse(
            responseCode = "200",
            description = "One result for each item, in their order",
            useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "403",
            description = "The tenant is suspended (tenant_suspended), or the key may not do this")
    @RequiresScope(Scopes.MESSAGES_WRITE)
    @PostMapping("/v1/messages/batch")
    @ResumesAcceptance
    AcceptedBatchResponse accept(Caller caller, @RequestBody MessageBatchRequest request) {
        return batches.accept(caller.tenantId(), validator.checked(request));
    }

    @Operation(operationId = "getBatch", summary = "Show a batch and its messages")
    @RequiresScope(Scopes.MESSAGES_READ)
    @GetMapping("/v1/batches/{id}")
    MessageBatchResponse get(Caller caller, @PathVariable UUID id) {
        return batches.show(new BroadcastRef(caller.tenantId(), id));
    }

    @Operation(
            operationId = "cancelBatch",
            summary = "Cancel a batch for good",
            description =
                    "After the answer nothing more of it begins to leave; what had not begun is canceled. Canceled"
                            + " twice is canceled once; 409 wrong_status, with batch_status, once it is completed.")
    @RequiresScope(Scopes.MESSAGES_WRITE)
    @PostMapping("/v1/batches/{id}/cancel")
    MessageBatchResponse cancel(Caller caller, @PathVariable UUID id) {
        return batches.cancel(new BroadcastRef(caller.tenantId(), id));
    }

    @Operation(
            operationId = "resumeBatch",
            summary = "Resume a batch that stopped itself",
            description =
                    "Goes on with what is open, once the cause in paused_reason is fixed. Resumed twice is resumed"
                            + " once; 409 wrong_status, with batch_status, once it has ended.")
    @RequiresScope(Scopes.MESSAGES_WRITE)
    @PostMapping("/v1/batches/{id}/resume")
    MessageBatchResponse resume(Caller caller, @PathVariable UUID id) {
        return batches.resume(new BroadcastRef(caller.tenantId(), id));
    }
}
