package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.message.MessageRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives a message that failed a new attempt. */
@RestController
@Tag(name = "Messages")
@RequiresScope(Scopes.MESSAGES_WRITE)
class ResendController {
    private final ResendService resends;

    ResendController(ResendService resends) {
        this.resends = resends;
    }

    @Operation(
            operationId = "resendMessage",
            summary = "Try a failed message again",
            description =
                    "The same message's next attempt, by the rules as they are now. 409 not_resendable, with state, for"
                            + " what may have been sent, was sent, or is not failed. What the rules refuse stays as it was. A"
                            + " message of a broadcast or batch goes back in its line.")
    @ApiResponse(responseCode = "201", description = "It was handed to the provider", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "202",
            description = "It waits, for waiting_reason until wake_at or in the line of its broadcast or batch; or the"
                    + " provider gave no usable answer, and is asked what became of it (unknown)",
            useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "403",
            description =
                    "The customer has not consented (consent_missing, consent_withdrawn, opted_out), or the"
                            + " tenant is suspended (tenant_suspended), and the message is as it was; or the key may not do this")
    @ApiResponse(
            responseCode = "409",
            description = "It may have no new attempt (not_resendable, with state); or a request with this"
                    + " Idempotency-Key is under way")
    @ApiResponse(
            responseCode = "429",
            description = "Over the daily limit, and the message is as it was, with next_free_at; or too many requests;"
                    + " with Retry-After")
    @ApiResponse(responseCode = "502", description = "The provider refused it for good, with what to fix")
    @PostMapping("/v1/messages/{id}/resend")
    ResponseEntity<MessageResponse> resend(Caller caller, @PathVariable UUID id) {
        return resends.resend(new MessageRef(caller.tenantId(), id));
    }
}
