package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.api.requestfields.RequestedTimeValidator;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.message.StoredMessage;
import ai.tulia.messaging.store.quota.QuotaCounters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Moves a message to another time while it can be. */
@RestController
@Tag(name = "Messages")
@RequiresScope(Scopes.MESSAGES_WRITE)
class RescheduleController {
    private final MessageRescheduler rescheduler;
    private final MessageReader messages;
    private final ScheduleResponseMapper responses;
    private final QuotaCounters counters;
    private final WorkflowNotifier notifier;
    private final Clock clock;

    RescheduleController(
            MessageRescheduler rescheduler,
            MessageReader messages,
            ScheduleResponseMapper responses,
            QuotaCounters counters,
            WorkflowNotifier notifier,
            Clock clock) {
        this.rescheduler = rescheduler;
        this.messages = messages;
        this.responses = responses;
        this.counters = counters;
        this.notifier = notifier;
        this.clock = clock;
    }

    @Operation(
            operationId = "rescheduleMessage",
            summary = "Give a message another time",
            description = "409 too_late, with state, once it has begun to leave.")
    @ApiResponse(responseCode = "200", description = "It has its new time", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "429",
            description =
                    "It was over the daily limit at its time, with message_id, or too many requests; with Retry-After")
    @PostMapping("/v1/messages/{id}/reschedule")
    ResponseEntity<ScheduleResponse> reschedule(
            Caller caller, @PathVariable UUID id, @RequestBody RescheduleRequest request) {
        var checks = new Checks();
        RequestedTime asked = RequestedTimeValidator.checked(request, checks);
        checks.done();
        var ref = new MessageRef(caller.tenantId(), id);
        rescheduler.move(ref, asked, clock.instant());
        counters.releaseInRedis(ref);
        StoredMessage message = messages.required(ref);
        notifier.wake(message);
        return responses.of(HttpStatus.OK, message);
    }
}
