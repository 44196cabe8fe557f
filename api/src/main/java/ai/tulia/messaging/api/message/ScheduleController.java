package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.broadcast.BroadcastResponse;
import ai.tulia.messaging.api.broadcast.BroadcastScheduler;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.api.requestfields.RequestedTimeValidator;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.api.temporal.MessageWorkflows;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Accepts a message for a time to come. */
@RestController
@Tag(name = "Messages")
@RequiresScope(Scopes.MESSAGES_WRITE)
class ScheduleController {
    private final MessageAcceptor acceptor;
    private final MessageWorkflows workflows;
    private final MessageReader messages;
    private final ScheduleResponseMapper responses;
    private final BroadcastScheduler broadcasts;
    private final Clock clock;

    ScheduleController(
            MessageAcceptor acceptor,
            MessageWorkflows workflows,
            MessageReader messages,
            ScheduleResponseMapper responses,
            BroadcastScheduler broadcasts,
            Clock clock) {
        this.acceptor = acceptor;
        this.workflows = workflows;
        this.messages = messages;
        this.responses = responses;
        this.broadcasts = broadcasts;
        this.clock = clock;
    }

    @Operation(
            operationId = "scheduleMessage",
            summary = "Send a message at a time",
            description =
                    "Also a local time of the recipient's zone. With recipient_criteria in place of customer_id or to"
                            + " it makes and starts a broadcast, and answers with that.")
    @ApiResponse(
            responseCode = "201",
            description = "It is kept and waits",
            content = @Content(schema = @Schema(oneOf = {ScheduleResponse.class, BroadcastResponse.class})))
    @ApiResponse(
            responseCode = "403",
            description = "The customer has not consented (consent_missing, consent_withdrawn, opted_out), with"
                    + " message_id; the tenant is suspended (tenant_suspended); or the key may not do this")
    @ApiResponse(
            responseCode = "429",
            description =
                    "It was over the daily limit at its time, with message_id, or too many requests; with Retry-After")
    @PostMapping("/v1/messages/schedule")
    ResponseEntity<?> schedule(Caller caller, @RequestBody ScheduleRequest request) {
        var criteria = request.recipientCriteria();
        if (criteria != null) {
            caller.require(Scopes.BROADCASTS_WRITE);
            return toMany(caller, request, criteria);
        }
        var checks = new Checks();
        RequestedTime asked = RequestedTimeValidator.checked(request, checks);
        SendCommand command = SendRequestValidator.checked(request, OverLimit.DEFER, checks);
        Instant now = clock.instant();
        var accepted =
                acceptor.accept(caller.tenantId(), command, now, resolved -> TimingResolver.of(asked, resolved, now));
        if (!(accepted.decision() instanceof DispatchDecision.Stop)) {
            workflows.start(accepted.ref(), accepted.type());
        }
        return responses.of(HttpStatus.CREATED, messages.required(accepted.ref()));
    }

    private ResponseEntity<?> toMany(Caller caller, ScheduleRequest request, Map<String, @Nullable Object> criteria) {
        var checks = new Checks()
                .oneOf("when_over_limit", request.whenOverLimit(), SendRequestValidator.OVER_LIMIT)
                .that(
                        request.customerId() == null && request.to() == null,
                        "recipient_criteria",
                        "are given, and so is " + (request.to() == null ? "customer_id" : "to"),
                        "give one of them")
                .that(
                        !"reject".equals(request.whenOverLimit()),
                        "when_over_limit",
                        "is reject",
                        "leave it out: what is over the limit of a broadcast waits for the next day");
        return broadcasts.make(
                caller.tenantId(),
                criteria,
                request.messageType(),
                request.channel(),
                request.templateId(),
                request.context(),
                request.content(),
                request.scheduledAt(),
                request.timeZone(),
                request.expiresAt(),
                request.metadata(),
                checks);
    }
}
