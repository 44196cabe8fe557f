package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.broadcast.ResumeRequest.Scope;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.temporal.BroadcastWorkflows;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.Broadcasts;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A tenant's broadcasts; what is not there, or another tenant's, is 404. What changes one commits first, then tells its
 * workflow, and answers with what the ledger shows.
 */
@Component
class BroadcastDesk {
    private final TenantTransactions transactions;
    private final Broadcasts broadcasts;
    private final BroadcastIntake intake;
    private final BroadcastSteering steering;
    private final BroadcastResuming resuming;
    private final BroadcastViews views;
    private final BroadcastWorkflows workflows;
    private final Clock clock;

    BroadcastDesk(
            TenantTransactions transactions,
            Broadcasts broadcasts,
            BroadcastIntake intake,
            BroadcastSteering steering,
            BroadcastResuming resuming,
            BroadcastViews views,
            BroadcastWorkflows workflows,
            Clock clock) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.intake = intake;
        this.steering = steering;
        this.resuming = resuming;
        this.views = views;
        this.workflows = workflows;
        this.clock = clock;
    }

    BroadcastAnswer make(UUID tenant, BroadcastWish wish) {
        Broadcast made = intake.accept(tenant, wish, clock.instant());
        if (wish.start()) {
            workflows.start(made.ref(), made.type());
        }
        return show(made.ref());
    }

    BroadcastAnswer start(BroadcastRef ref) {
        Broadcast started = steering.start(ref, clock.instant());
        workflows.start(ref, started.type());
        return show(ref);
    }

    BroadcastAnswer pause(BroadcastRef ref) {
        steering.pause(ref, clock.instant());
        workflows.wake(ref);
        return show(ref);
    }

    BroadcastAnswer cancel(BroadcastRef ref) {
        Broadcast canceled = steering.cancel(ref, clock.instant());
        if (canceled.startedAt() != null) {
            workflows.wake(ref);
        }
        return show(ref);
    }

    ResumedAnswer resume(BroadcastRef ref, Scope scope) {
        var resumed = resuming.resume(ref, scope, clock.instant());
        if (resumed.broadcast().status() == BroadcastStatus.RUNNING) {
            workflows.start(ref, resumed.broadcast().type());
        }
        return new ResumedAnswer(show(ref), resumed.retried(), resumed.leftOut());
    }

    BroadcastAnswer show(BroadcastRef ref) {
        return transactions.call(ref.tenantId(), () -> views.of(steering.required(ref), clock.instant()));
    }

    Optional<BroadcastAnswer> find(BroadcastRef ref) {
        return transactions.call(
                ref.tenantId(), () -> broadcasts.find(ref).map(found -> views.of(found, clock.instant())));
    }

    /** With their progress. */
    List<BroadcastAnswer> page(UUID tenant, @Nullable BroadcastStatus status, PageRequest page) {
        var now = clock.instant();
        return transactions.call(
                tenant, () -> views.ofAll(tenant, broadcasts.page(tenant, status, page.below(), page.fetch()), now));
    }
}
