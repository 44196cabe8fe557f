package ai.tulia.messaging.api.erasure;

import ai.tulia.messaging.api.customer.WithdrawalFollowUp;
import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.erasure.CustomerEraser;
import ai.tulia.messaging.store.erasure.CustomerEraser.Requested;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accepts the erasure of a customer; a worker carries it out. */
@RestController
@Tag(name = "Customers")
@RequiresScope(Scopes.ERASE)
class ErasureController {
    private final TenantTransactions transactions;
    private final CustomerEraser eraser;
    private final WithdrawalFollowUp followUp;
    private final Clock clock;

    ErasureController(
            TenantTransactions transactions, CustomerEraser eraser, WithdrawalFollowUp followUp, Clock clock) {
        this.transactions = transactions;
        this.eraser = eraser;
        this.followUp = followUp;
        this.clock = clock;
    }

    @Operation(
            operationId = "eraseCustomer",
            summary = "Erase a customer",
            description =
                    "From this answer on nobody finds the customer, what had not begun to leave is canceled, and nothing"
                            + " else is sent. What is under way settles first; then all that is held of the person leaves:"
                            + " number, name, attributes, consents, texts either way, events, places on lists. Messages stay"
                            + " without it, for the counts. Of what was withdrawn a keyed hash stays, so that whoever comes"
                            + " back with that number is not sent to. Asked again, the answer says how far it is.")
    @ApiResponse(responseCode = "202", description = "Accepted, now or before", useReturnTypeSchema = true)
    @DeleteMapping("/v1/customers/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ErasureResponse erase(Caller caller, @PathVariable UUID id, IfMatch ifMatch) {
        UUID tenant = caller.tenantId();
        var event = AuditEvent.byKey(tenant, caller.keyId(), AuditAction.CUSTOMER_ERASURE_REQUESTED, id, Map.of());
        Requested requested = transactions
                .call(tenant, () -> eraser.request(tenant, id, ifMatch, event, clock.instant()))
                .orElseThrow(() -> ApiProblem.notFound("customer"));
        followUp.run(tenant, requested.effect());
        return ErasureResponse.of(requested.erasure());
    }
}
