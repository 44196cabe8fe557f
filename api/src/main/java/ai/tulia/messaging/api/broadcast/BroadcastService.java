package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.broadcast.ResumeRequest.Scope;
import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.temporal.BroadcastWorkflows;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastListQueries;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A tenant's broadcasts; what is not there, or another tenant's, is 404. What changes one commits first, then signals its
 * workflow, and answers with what the ledger shows.
 */
@Component
class BroadcastService {
    private final HeavyRequests heavy;
    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final BroadcastListQueries lists;
    private final BroadcastAcceptor acceptor;
    private final BroadcastControl control;
    private final BroadcastResumer resumer;
    private final BroadcastResponseMapper responses;
    private final BroadcastWorkflows workflows;
    private final Clock clock;

    BroadcastService(
            HeavyRequests heavy,
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BroadcastListQueries lists,
            BroadcastAcceptor acceptor,
            BroadcastControl control,
            BroadcastResumer resumer,
            BroadcastResponseMapper responses,
            BroadcastWorkflows workflows,
            Clock clock) {
        this.heavy = heavy;
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.lists = lists;
        this.acceptor = acceptor;
        this.control = control;
        this.resumer = resumer;
        this.responses = responses;
        this.workflows = workflows;
        this.clock = clock;
    }

    BroadcastResponse make(UUID tenant, BroadcastCommand command) {
        Broadcast made = acceptor.accept(tenant, command, clock.instant());
        if (command.start()) {
            workflows.start(made.ref(), made.type());
        }
        return show(made.ref());
    }

    BroadcastResponse start(BroadcastRef ref) {
        Broadcast started = control.start(ref, clock.instant());
        workflows.start(ref, started.type());
        return show(ref);
    }

    void archive(BroadcastRef ref) {
        control.archive(ref, clock.instant());
    }

    BroadcastResponse pause(BroadcastRef ref) {
        control.pause(ref, clock.instant());
        workflows.wake(ref);
        return show(ref);
    }

    BroadcastResponse cancel(BroadcastRef ref) {
        Broadcast canceled = control.cancel(ref, clock.instant());
        if (canceled.lifecycle().startedAt() != null) {
            workflows.wake(ref);
        }
        return show(ref);
    }

    ResumedResponse resume(BroadcastRef ref, Scope scope) {
        var resumed = resumer.resume(ref, scope, clock.instant());
        if (resumed.broadcast().status() == BroadcastStatus.RUNNING) {
            workflows.start(ref, resumed.broadcast().type());
        }
        return new ResumedResponse(show(ref), resumed.retried(), resumed.notRetried());
    }

    BroadcastResponse show(BroadcastRef ref) {
        return transactions.call(ref.tenantId(), () -> responses.of(control.required(ref), clock.instant()));
    }

    Optional<BroadcastResponse> find(BroadcastRef ref) {
        return transactions.call(
                ref.tenantId(),
                () -> broadcasts
                        .find(ref)
                        .filter(found -> !found.isBatch())
                        .map(found -> responses.of(found, clock.instant())));
    }

    /** With their progress. */
    List<BroadcastResponse> page(UUID tenant, @Nullable BroadcastStatus status, PageRequest page) {
        var now = clock.instant();
        return transactions.call(
                tenant, () -> responses.ofAll(tenant, lists.page(tenant, status, page.below(), page.fetch()), now));
    }

    long count(UUID tenant, @Nullable BroadcastStatus status) {
        return heavy.call(tenant, () -> transactions.read(tenant, () -> lists.count(tenant, status)));
    }
}
