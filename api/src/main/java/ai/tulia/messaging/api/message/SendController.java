package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.headers.Preferences;
import ai.tulia.messaging.api.idempotency.ClaimsKeyOnAcceptance;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Sends now, or as soon as the rules let it go. */
@RestController
@Tag(name = "Messages")
@RequiresScope(Scopes.MESSAGES_WRITE)
class SendController {
    private final SendService sends;

    SendController(SendService sends) {
        this.sends = sends;
    }

    @Operation(
            operationId = "sendMessage",
            summary = "Send a message",
            description =
                    "It is accepted before anything else: once there is a message_id it is kept. What may go now is"
                            + " handed to the provider before the answer.")
    @ApiResponse(responseCode = "201", description = "It was handed to the provider", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "202",
            description = "It is accepted and waits, for waiting_reason until wake_at; or the provider gave no usable"
                    + " answer, and is asked what became of it (unknown); or Prefer asks for this answer",
            headers =
                    @Header(
                            name = Preferences.APPLIED,
                            description = "respond-async, where Prefer asked for it",
                            schema = @Schema(type = "string")),
            useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "403",
            description = "The customer has not consented (consent_missing, consent_withdrawn, opted_out), with"
                    + " message_id; the tenant is suspended (tenant_suspended); or the key may not do this")
    @ApiResponse(
            responseCode = "429",
            description =
                    "Over the daily limit, with message_id and next_free_at, or too many requests; with Retry-After")
    @ApiResponse(
            responseCode = "502",
            description = "The provider refused it for good, with message_id and what to fix")
    @PostMapping("/v1/messages/send")
    @ClaimsKeyOnAcceptance
    ResponseEntity<MessageResponse> send(
            Caller caller,
            @RequestBody SendRequest request,
            @Parameter(
                            description = "With respond-async the answer is 202 once the message is committed; it is"
                                    + " handed to the provider afterwards (RFC 7240)",
                            example = Preferences.RESPOND_ASYNC)
                    @RequestHeader(name = Preferences.HEADER, required = false)
                    @Nullable
                    String prefer) {
        SendCommand command = SendRequestValidator.checked(request, OverLimit.REJECT, new Checks());
        return Preferences.respondAsync(prefer)
                ? sends.accept(caller.tenantId(), command)
                : sends.send(caller.tenantId(), command);
    }
}
