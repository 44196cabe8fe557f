package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.StoredMessage;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What a request for a time is answered, by what the ledger shows. */
@Component
class ScheduleResponseMapper {
    private final TenantTransactions transactions;
    private final DispatchFactsQueries facts;
    private final SendResponseMapper sends;

    ScheduleResponseMapper(TenantTransactions transactions, DispatchFactsQueries facts, SendResponseMapper sends) {
        this.transactions = transactions;
        this.facts = facts;
        this.sends = sends;
    }

    /** @throws ApiProblem 403 for a message that was refused at acceptance */
    ResponseEntity<ScheduleResponse> of(HttpStatus status, StoredMessage message) {
        if (message.state() == MessageState.REFUSED) {
            throw sends.refused(message);
        }
        DispatchRow row = transactions.call(
                message.ref().tenantId(),
                () -> facts.ofMessage(message.ref()).orElseThrow(() -> ApiProblem.notFound("message")));
        return ResponseEntity.status(status)
                .location(URI.create(MessageProblems.path(message)))
                .body(ScheduleResponse.of(message, row.facts().zones()));
    }
}
