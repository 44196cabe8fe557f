package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.FactsReader;
import ai.tulia.messaging.store.message.StoredMessage;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What a request for a time is answered, by what the ledger shows. */
@Component
class ScheduleAnswers {
    private final TenantTransactions transactions;
    private final FactsReader facts;
    private final SendAnswers refusals;

    ScheduleAnswers(TenantTransactions transactions, FactsReader facts, SendAnswers refusals) {
        this.transactions = transactions;
        this.facts = facts;
        this.refusals = refusals;
    }

    /** @throws ApiProblem 403 for a message that was refused at acceptance */
    ResponseEntity<ScheduleAnswer> of(HttpStatus status, StoredMessage message) {
        if (message.state() == MessageState.REFUSED) {
            throw refusals.refused(message);
        }
        DispatchRow row = transactions.call(
                message.ref().tenantId(),
                () -> facts.ofMessage(message.ref()).orElseThrow(() -> ApiProblem.notFound("message")));
        return ResponseEntity.status(status)
                .location(URI.create(Outcome.path(message)))
                .body(ScheduleAnswer.of(message, row.facts()));
    }
}
