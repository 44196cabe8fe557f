package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.api.temporal.MessageWorkflows;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Sends now, or as soon as the rules let it go. */
@RestController
@RequiresScope(Scopes.CONVERSATIONS)
class SendController {
    private final MessageAcceptor acceptor;
    private final MessageWorkflows workflows;
    private final MessageReader messages;
    private final SendResponseMapper responses;
    private final Clock clock;

    SendController(
            MessageAcceptor acceptor,
            MessageWorkflows workflows,
            MessageReader messages,
            SendResponseMapper responses,
            Clock clock) {
        this.acceptor = acceptor;
        this.workflows = workflows;
        this.messages = messages;
        this.responses = responses;
        this.clock = clock;
    }

    @Operation(
            summary = "Send a message",
            description = "It is accepted before anything else: once there is a message_id it is kept. Waits up to 3 s"
                    + " to be sent, refused or put to wait.")
    @ApiResponse(responseCode = "201", description = "It was handed to the provider", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "202",
            description = "It is accepted and waits, for waiting_reason until wake_at, or is still under way",
            useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "403",
            description = "The customer has not consented (consent_missing, consent_withdrawn, opted_out), with"
                    + " message_id; or the key may not do this")
    @ApiResponse(
            responseCode = "429",
            description = "Over the daily limit, with message_id, next_free_at and Retry-After")
    @ApiResponse(
            responseCode = "502",
            description = "The provider refused it for good, with message_id and what to fix")
    @PostMapping("/v1/messages/send")
    ResponseEntity<MessageResponse> send(Caller caller, @RequestBody SendRequest request) {
        SendCommand command = SendRequestValidator.checked(request, OverLimit.REJECT, new Checks());
        Instant now = clock.instant();
        var accepted = acceptor.accept(caller.tenantId(), command, now, resolved -> TimingResolver.asap(resolved, now));
        // Committed: whatever Temporal does now, the answer is what the ledger shows.
        switch (accepted.decision()) {
            case DispatchDecision.SendNow go -> workflows.startAndAwait(accepted.ref(), accepted.type());
            case DispatchDecision.Wait wait -> workflows.start(accepted.ref(), accepted.type());
            case DispatchDecision.Stop stop -> {}
        }
        return responses.of(messages.required(accepted.ref()));
    }
}
