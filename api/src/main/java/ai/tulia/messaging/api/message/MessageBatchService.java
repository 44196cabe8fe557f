package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.idempotency.KeyLink;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.api.suspension.SuspendedTenants;
import ai.tulia.messaging.api.temporal.BroadcastWorkflows;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageQueries;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * A tenant's batches; what is not there, or another tenant's, is 404. Their messages are sent by the workflow of a broadcast:
 * what changes one commits first, then signals that workflow.
 */
@Component
class MessageBatchService {
    /** Messages a commit: a few hundred rows are read and written in about the time of some. */
    private static final int CHUNK = 200;

    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final MessageBatchAcceptor acceptor;
    private final BroadcastProgress progress;
    private final MessageQueries messages;
    private final BroadcastWorkflows workflows;
    private final SuspendedTenants suspended;
    private final KeyLink keys;
    private final Clock clock;

    MessageBatchService(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            MessageBatchAcceptor acceptor,
            BroadcastProgress progress,
            MessageQueries messages,
            BroadcastWorkflows workflows,
            SuspendedTenants suspended,
            KeyLink keys,
            Clock clock) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.acceptor = acceptor;
        this.progress = progress;
        this.messages = messages;
        this.workflows = workflows;
        this.suspended = suspended;
        this.keys = keys;
        this.clock = clock;
    }

    /** Accepts the items chunk by chunk; those that an earlier process accepted for the same request stay. */
    AcceptedBatchResponse accept(UUID tenant, List<BatchItem> items) {
        if (keys.resumed().isEmpty()) {
            transactions.run(tenant, () -> suspended.refuse(tenant));
        }
        var batch = new BroadcastRef(tenant, keys.resumed().orElseGet(Ids::next));
        List<BatchItemResult> results = new ArrayList<>(items.size());
        for (int from = 0; from < items.size(); from += CHUNK) {
            List<BatchItem> chunk = items.subList(from, Math.min(items.size(), from + CHUNK));
            results.addAll(acceptor.accept(batch, chunk, clock.instant()));
        }
        Broadcast made = transactions.call(tenant, () -> {
            // Nothing of it is open when every item has a problem.
            broadcasts.complete(batch, clock.instant());
            return required(batch);
        });
        if (made.status() != BroadcastStatus.COMPLETED) {
            workflows.start(batch, made.type());
        }
        return AcceptedBatchResponse.of(batch.broadcastId(), results);
    }

    MessageBatchResponse show(BroadcastRef batch) {
        return transactions.call(batch.tenantId(), () -> {
            Broadcast shown = required(batch);
            var counts = progress.counts(batch);
            var next = progress.next(batch)
                    .filter(due -> shown.status() == BroadcastStatus.RUNNING
                            && due.at().isAfter(clock.instant()));
            var listed = messages.ofBatch(batch, 0, MessageBatchRequest.MAX_ITEMS);
            // Asked after the list was read: then it was whole when it was read.
            Instant removed = required(batch).lifecycle().recipientsRemovedAt();
            return MessageBatchResponse.of(shown, counts, next, listed, removed);
        });
    }

    MessageBatchResponse cancel(BroadcastRef batch) {
        transactions.run(batch.tenantId(), () -> {
            required(batch);
            broadcasts.cancel(batch, clock.instant());
            reached(batch, BroadcastStatus.CANCELED);
        });
        workflows.wake(batch);
        return show(batch);
    }

    MessageBatchResponse resume(BroadcastRef batch) {
        Broadcast running = transactions.call(batch.tenantId(), () -> {
            required(batch);
            suspended.refuse(batch.tenantId());
            broadcasts.resume(batch, clock.instant());
            return reached(batch, BroadcastStatus.RUNNING);
        });
        workflows.start(batch, running.type());
        return show(batch);
    }

    private Broadcast required(BroadcastRef batch) {
        return broadcasts.find(batch).filter(Broadcast::isBatch).orElseThrow(() -> ApiProblem.notFound("batch"));
    }

    private Broadcast reached(BroadcastRef ref, BroadcastStatus wanted) {
        Broadcast batch = required(ref);
        if (batch.status() != wanted) {
            String status = batch.status().code();
            throw new ApiProblem(
                            HttpStatus.CONFLICT,
                            "wrong_status",
                            "the batch is " + status + " and cannot be "
                                    + (wanted == BroadcastStatus.RUNNING ? "resumed" : wanted.code()),
                            List.of(new FieldError("status", "is " + status, "see GET /v1/batches/{id}")))
                    .with("batch_id", ref.broadcastId())
                    .with("batch_status", status);
        }
        return batch;
    }
}
