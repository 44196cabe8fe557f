package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.asked.AskedTime;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Accepts a message for a time to come. */
@RestController
@RequiresScope(Scopes.CONVERSATIONS)
class ScheduleController {
    private final Intake intake;
    private final MessageWorkflows workflows;
    private final Messages messages;
    private final ScheduleAnswers answers;
    private final Clock clock;

    ScheduleController(
            Intake intake, MessageWorkflows workflows, Messages messages, ScheduleAnswers answers, Clock clock) {
        this.intake = intake;
        this.workflows = workflows;
        this.messages = messages;
        this.answers = answers;
        this.clock = clock;
    }

    @Operation(summary = "Send a message at a time", description = "Also a local time of the recipient's zone.")
    @ApiResponse(responseCode = "201", description = "It is kept and waits", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "403",
            description = "The customer has not consented (consent_missing, consent_withdrawn, opted_out), with"
                    + " message_id; or the key may not do this")
    @PostMapping("/v1/messages/schedule")
    ResponseEntity<ScheduleAnswer> schedule(Caller caller, @RequestBody ScheduleRequest request) {
        var checks = new Checks();
        AskedTime asked = AskedTime.checked(request, checks);
        Wish wish = WishCheck.checked(request, OverLimit.DEFER, checks);
        Instant now = clock.instant();
        var accepted = intake.accept(caller.tenantId(), wish, now, draft -> Timings.of(asked, draft, now));
        if (!(accepted.decision() instanceof DispatchDecision.Stop)) {
            workflows.start(accepted.ref(), accepted.type());
        }
        return answers.of(HttpStatus.CREATED, messages.required(accepted.ref()));
    }
}
