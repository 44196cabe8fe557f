package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.temporal.BroadcastWorkflows;
import ai.tulia.messaging.api.temporal.MessageWorkflows;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.message.StoredMessage;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Signals the workflow of a message, its own or its broadcast's, that the ledger row changed. */
@Component
class WorkflowNotifier {
    private final MessageWorkflows messages;
    private final BroadcastWorkflows broadcasts;

    WorkflowNotifier(MessageWorkflows messages, BroadcastWorkflows broadcasts) {
        this.messages = messages;
        this.broadcasts = broadcasts;
    }

    void wake(StoredMessage message) {
        UUID broadcast = message.recipient().broadcastId();
        if (broadcast == null) {
            messages.wake(message.ref());
        } else {
            broadcasts.wake(new BroadcastRef(message.ref().tenantId(), broadcast));
        }
    }
}
