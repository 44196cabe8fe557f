package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.consent.Consent;
import ai.tulia.messaging.store.consent.ConsentHistoryQueries;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.consent.SenderChannel;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import ai.tulia.messaging.store.customer.CustomerRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Consents")
@RequestMapping("/v1/customers/{id}/consents")
class ConsentController {
    private static final int MAX_HISTORY = 1_000;

    private final TenantTransactions transactions;
    private final CustomerRepository customers;
    private final ConsentLedger consents;
    private final ConsentHistoryQueries history;
    private final SenderChannel channels;
    private final WithdrawalFollowUp followUp;
    private final Clock clock;

    ConsentController(
            TenantTransactions transactions,
            CustomerRepository customers,
            ConsentLedger consents,
            ConsentHistoryQueries history,
            SenderChannel channels,
            WithdrawalFollowUp followUp,
            Clock clock) {
        this.transactions = transactions;
        this.customers = customers;
        this.consents = consents;
        this.history = history;
        this.channels = channels;
        this.followUp = followUp;
        this.clock = clock;
    }

    @Operation(operationId = "getConsents", summary = "Show what a customer consented to, now and before")
    @RequiresScope(Scopes.CONSENTS_READ)
    @GetMapping
    ConsentsResponse get(Caller caller, @PathVariable UUID id) {
        UUID tenant = caller.tenantId();
        return transactions.call(tenant, () -> {
            requireCustomer(tenant, id);
            return new ConsentsResponse(
                    ConsentResponse.of(consents.current(tenant, id)),
                    history.latest(tenant, id, MAX_HISTORY).stream()
                            .map(RecordedConsentResponse::of)
                            .toList());
        });
    }

    @Operation(
            operationId = "recordConsent",
            summary = "Record what a customer said",
            description =
                    "A withdrawal refuses, in the same transaction, the messages it governs that have not begun to"
                            + " leave, those of broadcasts too. Those that had are listed as `under_way`; no other leaves"
                            + " after this answer.")
    @RequiresScope(Scopes.CONSENTS_WRITE)
    @PutMapping
    RecordedConsentResponse put(Caller caller, @PathVariable UUID id, @RequestBody ConsentRequest request) {
        UUID tenant = caller.tenantId();
        var said = request.checked();
        var recorded = transactions.call(tenant, () -> {
            requireCustomer(tenant, id);
            Channel channel = said.channel() == null ? channels.of(tenant) : said.channel();
            var written = record(
                    tenant,
                    id,
                    new Consent(
                            channel, said.type(), said.state(), request.source(), request.proof(), clock.instant()));
            // The withdrawal may have waited for an erasure to end.
            requireCustomer(tenant, id);
            return written;
        });
        followUp.run(tenant, recorded.effect());
        return RecordedConsentResponse.of(recorded.consent(), recorded.effect());
    }

    private Recorded record(UUID tenant, UUID customer, Consent consent) {
        var effect = consents.record(
                tenant,
                customer,
                consent.channel(),
                consent.type(),
                consent.state(),
                consent.source(),
                consent.proof(),
                consent.recordedAt());
        return new Recorded(consent, effect);
    }

    private record Recorded(Consent consent, WithdrawalEffect effect) {}

    private void requireCustomer(UUID tenant, UUID id) {
        if (customers.find(tenant, id).isEmpty()) {
            throw ApiProblem.notFound("customer");
        }
    }
}
