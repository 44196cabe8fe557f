package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastPlanner;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what would become of a broadcast. Nothing is stored or counted. */
@RestController
@Tag(name = "Broadcasts")
@RequestMapping("/v1/broadcasts")
@RequiresScope(Scopes.BROADCASTS_READ)
class DryRunController {
    private static final String PLANNED = "What would become of it";

    private final HeavyRequests heavy;
    private final TenantTransactions transactions;
    private final BroadcastAcceptor acceptor;
    private final BroadcastControl control;
    private final BroadcastPlanner planner;
    private final Clock clock;

    DryRunController(
            HeavyRequests heavy,
            TenantTransactions transactions,
            BroadcastAcceptor acceptor,
            BroadcastControl control,
            BroadcastPlanner planner,
            Clock clock) {
        this.heavy = heavy;
        this.transactions = transactions;
        this.acceptor = acceptor;
        this.control = control;
        this.planner = planner;
        this.clock = clock;
    }

    @Operation(
            operationId = "planBroadcast",
            summary = "Plan a broadcast without sending it",
            description = "As if it started now, whatever its status. Nothing is stored or counted.")
    @ApiResponse(responseCode = "200", description = PLANNED, useReturnTypeSchema = true)
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY)
    @PostMapping("/{id}/dry-run")
    PlanResponse plan(Caller caller, @PathVariable UUID id) {
        var ref = new BroadcastRef(caller.tenantId(), id);
        Broadcast stored = transactions.read(ref.tenantId(), () -> control.required(ref));
        return heavy.call(ref.tenantId(), () -> PlanResponse.of(planner.plan(stored, clock.instant())));
    }

    @Operation(
            operationId = "planNewBroadcast",
            summary = "Plan a broadcast that is not made yet",
            description = "The body is that of POST /broadcasts, with recipient_criteria, audience_id or customer_ids."
                    + " Nothing is stored or counted.")
    @ApiResponse(responseCode = "200", description = PLANNED, useReturnTypeSchema = true)
    @ApiResponse(responseCode = "429", description = HeavyRequests.TOO_MANY)
    @PostMapping("/dry-run")
    PlanResponse plan(Caller caller, @RequestBody BroadcastRequest request) {
        var checks = new Checks()
                .that(
                        request.recipientCriteria() != null
                                || request.audienceId() != null
                                || request.customerIds() != null,
                        "recipient_criteria",
                        "is missing, and so are audience_id and customer_ids: there is nobody to plan for",
                        "give one of them, or make the draft, upload its list and POST"
                                + " /v1/broadcasts/{id}/dry-run");
        BroadcastCommand command = BroadcastRequestValidator.checked(request, checks);
        return heavy.call(caller.tenantId(), () -> plan(caller.tenantId(), command));
    }

    private PlanResponse plan(UUID tenant, BroadcastCommand command) {
        BroadcastCommand.Audience audience = command.audience();
        Instant now = clock.instant();
        Broadcast unsaved = transactions.read(tenant, () -> {
            Broadcast drafted = acceptor.drafted(tenant, command, now);
            control.requireAudience(
                    drafted, audience.field(), audience.customerIds().size(), true, now);
            return drafted;
        });
        return PlanResponse.of(
                audience.isList() ? planner.plan(unsaved, audience.customerIds(), now) : planner.plan(unsaved, now));
    }
}
