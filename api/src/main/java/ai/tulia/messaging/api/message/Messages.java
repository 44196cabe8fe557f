package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageReader;
import ai.tulia.messaging.store.message.StoredMessage;
import org.springframework.stereotype.Component;

/** A tenant's message, or 404. */
@Component
class Messages {
    private final TenantTransactions transactions;
    private final MessageReader reader;

    Messages(TenantTransactions transactions, MessageReader reader) {
        this.transactions = transactions;
        this.reader = reader;
    }

    StoredMessage required(MessageRef ref) {
        return transactions.call(
                ref.tenantId(), () -> reader.find(ref).orElseThrow(() -> ApiProblem.notFound("message")));
    }
}
