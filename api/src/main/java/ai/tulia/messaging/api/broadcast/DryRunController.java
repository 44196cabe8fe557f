package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastPlanner;
import ai.tulia.messaging.store.broadcast.Broadcasts;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Operation;
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
@RequestMapping("/v1/broadcasts")
@RequiresScope(Scopes.CONVERSATIONS)
class DryRunController {
    private final TenantTransactions transactions;
    private final Broadcasts broadcasts;
    private final BroadcastIntake intake;
    private final BroadcastSteering steering;
    private final BroadcastPlanner planner;
    private final Clock clock;

    DryRunController(
            TenantTransactions transactions,
            Broadcasts broadcasts,
            BroadcastIntake intake,
            BroadcastSteering steering,
            BroadcastPlanner planner,
            Clock clock) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.intake = intake;
        this.steering = steering;
        this.planner = planner;
        this.clock = clock;
    }

    @Operation(
            summary = "Plan a broadcast without sending it",
            description = "As if it started now, whatever its status. Nothing is stored or counted.")
    @PostMapping("/{id}/dry-run")
    PlanAnswer plan(Caller caller, @PathVariable UUID id) {
        var ref = new BroadcastRef(caller.tenantId(), id);
        return plan(transactions.read(
                ref.tenantId(), () -> broadcasts.find(ref).orElseThrow(() -> ApiProblem.notFound("broadcast"))));
    }

    @Operation(
            summary = "Plan a broadcast that is not made yet",
            description =
                    "The body is that of POST /broadcasts, with criteria or an audience. Nothing is stored or counted.")
    @PostMapping("/dry-run")
    PlanAnswer plan(Caller caller, @RequestBody BroadcastRequest request) {
        BroadcastWish wish = BroadcastCheck.checked(request);
        new Checks()
                .that(
                        wish.customerIds().isEmpty(),
                        "customer_ids",
                        "is a list, which is planned once it is stored",
                        "make the broadcast without start, then POST /v1/broadcasts/{id}/dry-run")
                .done();
        Instant now = clock.instant();
        return plan(transactions.read(caller.tenantId(), () -> {
            Broadcast unsaved = intake.drafted(caller.tenantId(), wish, now);
            steering.requireAudience(unsaved, 0, true, now);
            return unsaved;
        }));
    }

    private PlanAnswer plan(Broadcast unsaved) {
        return PlanAnswer.of(planner.plan(unsaved, clock.instant()));
    }
}
