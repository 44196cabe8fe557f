package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageEvent;
import ai.tulia.messaging.store.message.MessageFilter;
import ai.tulia.messaging.store.message.MessageQueries;
import ai.tulia.messaging.store.message.StoredMessage;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A tenant's messages; what is not there, or another tenant's, is 404. */
@Component
class MessageReader {
    private final TenantTransactions transactions;
    private final MessageQueries reader;

    MessageReader(TenantTransactions transactions, MessageQueries reader) {
        this.transactions = transactions;
        this.reader = reader;
    }

    Optional<StoredMessage> find(MessageRef ref) {
        return transactions.call(ref.tenantId(), () -> reader.find(ref));
    }

    StoredMessage required(MessageRef ref) {
        return find(ref).orElseThrow(() -> ApiProblem.notFound("message"));
    }

    List<StoredMessage> page(UUID tenant, MessageFilter filter, PageRequest page) {
        return transactions.call(tenant, () -> reader.page(tenant, filter, page.below(), page.fetch()));
    }

    List<MessageEvent> events(MessageRef ref) {
        return transactions.call(ref.tenantId(), () -> {
            required(ref);
            return reader.events(ref);
        });
    }
}
