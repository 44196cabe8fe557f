package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.problem.ApiProblem;
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
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what would become of a broadcast. Nothing is stored or counted. */
@RestController
@RequestMapping("/v1/broadcasts")
@RequiresScope(Scopes.CONVERSATIONS)
class DryRunController {
    private final TenantTransactions transactions;
    private final Broadcasts broadcasts;
    private final BroadcastPlanner planner;
    private final Clock clock;

    DryRunController(TenantTransactions transactions, Broadcasts broadcasts, BroadcastPlanner planner, Clock clock) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
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

    /** The same of one that is not stored; call it outside of a transaction. */
    PlanAnswer plan(Broadcast unsaved) {
        return PlanAnswer.of(planner.plan(unsaved, clock.instant()));
    }
}
