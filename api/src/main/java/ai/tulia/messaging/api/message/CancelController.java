package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.StoredMessage;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.QuotaCounters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes a message back while it can be: true once the ledger says so, whether Temporal hears of it or not. */
@RestController
@Tag(name = "Messages")
@RequiresScope(Scopes.MESSAGES_WRITE)
class CancelController {
    private static final String BY = "api";

    private final TenantTransactions transactions;
    private final MessageTransitions transitions;
    private final MessageReader messages;
    private final QuotaCounters counters;
    private final WorkflowNotifier notifier;
    private final Clock clock;

    CancelController(
            TenantTransactions transactions,
            MessageTransitions transitions,
            MessageReader messages,
            QuotaCounters counters,
            WorkflowNotifier notifier,
            Clock clock) {
        this.transactions = transactions;
        this.transitions = transitions;
        this.messages = messages;
        this.counters = counters;
        this.notifier = notifier;
        this.clock = clock;
    }

    /** Canceled twice is canceled once; 409 too_late once it has begun to leave, or is closed. */
    @Operation(
            operationId = "cancelMessage",
            summary = "Take a message back",
            description = "Canceled twice is canceled once; 409 too_late, with state, once it has begun to leave.")
    @PostMapping("/v1/messages/{id}/cancel")
    MessageResponse cancel(Caller caller, @PathVariable UUID id) {
        var ref = new MessageRef(caller.tenantId(), id);
        boolean canceled = transactions.call(
                ref.tenantId(), () -> transitions.apply(new Transition.Canceled(ref, BY), clock.instant()));
        StoredMessage message = messages.required(ref);
        if (message.state() != MessageState.CANCELED) {
            throw MessageProblems.tooLate(message);
        }
        if (canceled) {
            counters.releaseInRedis(ref);
            notifier.wake(message);
        }
        return MessageResponse.of(message);
    }
}
