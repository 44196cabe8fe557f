package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastPlanner;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Operation;
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
    private final TenantTransactions transactions;
    private final BroadcastAcceptor acceptor;
    private final BroadcastControl control;
    private final BroadcastPlanner planner;
    private final Clock clock;

    DryRunController(
            TenantTransactions transactions,
            BroadcastAcceptor acceptor,
            BroadcastControl control,
            BroadcastPlanner planner,
            Clock clock) {
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
    @PostMapping("/{id}/dry-run")
    PlanResponse plan(Caller caller, @PathVariable UUID id) {
        var ref = new BroadcastRef(caller.tenantId(), id);
        Broadcast stored = transactions.read(ref.tenantId(), () -> control.required(ref));
        return PlanResponse.of(planner.plan(stored, clock.instant()));
    }

    @Operation(
            operationId = "planNewBroadcast",
            summary = "Plan a broadcast that is not made yet",
            description = "The body is that of POST /broadcasts, with recipient_criteria, audience_id or customer_ids."
                    + " Nothing is stored or counted.")
    @PostMapping("/dry-run")
    PlanResponse plan(Caller caller, @RequestBody BroadcastRequest request) {
        BroadcastCommand command = BroadcastRequestValidator.checked(request);
        BroadcastCommand.Audience audience = command.audience();
        new Checks()
                .that(
                        !audience.isList() || !audience.customerIds().isEmpty(),
                        "recipient_criteria",
                        "is missing, and so are audience_id and customer_ids: there is nobody to plan for",
                        "give one of them, or make the draft, upload its list and POST"
                                + " /v1/broadcasts/{id}/dry-run")
                .done();
        Instant now = clock.instant();
        Broadcast unsaved = transactions.read(caller.tenantId(), () -> {
            Broadcast drafted = acceptor.drafted(caller.tenantId(), command, now);
            control.requireAudience(
                    drafted, audience.field(), audience.customerIds().size(), true, now);
            return drafted;
        });
        return PlanResponse.of(
                audience.isList() ? planner.plan(unsaved, audience.customerIds(), now) : planner.plan(unsaved, now));
    }
}
