package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.RequestedTime;
import ai.tulia.messaging.api.requestfields.RequestedTimeValidator;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.store.customer.CustomerQueries;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks the one policy and shows what each rule says. Nothing is stored or counted. */
@RestController
@Tag(name = "Messages")
@RequestMapping("/v1/messages")
@RequiresScope(Scopes.MESSAGES_READ)
class ExplainController {
    private final TenantTransactions transactions;
    private final SendCommandResolver resolver;
    private final DispatchFactsQueries facts;
    private final CustomerQueries customers;
    private final QuotaCounters counters;
    private final Clock clock;

    ExplainController(
            TenantTransactions transactions,
            SendCommandResolver resolver,
            DispatchFactsQueries facts,
            CustomerQueries customers,
            QuotaCounters counters,
            Clock clock) {
        this.transactions = transactions;
        this.resolver = resolver;
        this.facts = facts;
        this.customers = customers;
        this.counters = counters;
        this.clock = clock;
    }

    /** Why a message is where it is, and when it will go. */
    @Operation(operationId = "explainMessage", summary = "Explain why a message is where it is, and when it will go")
    @GetMapping("/{id}/explain")
    ExplainResponse explain(Caller caller, @PathVariable UUID id) {
        var ref = new MessageRef(caller.tenantId(), id);
        DispatchRow row = transactions.call(
                ref.tenantId(), () -> facts.ofMessage(ref).orElseThrow(() -> ApiProblem.notFound("message")));
        Instant now = clock.instant();
        var rules = row.facts().type().rules();
        QuotaAnswer quota = counters.look(ref, QuotaRequest.of(rules, row.dailyLimit(), row.createdAt(), now));
        var decision = DispatchPolicy.decide(row.facts().with(quota), now);
        return ExplainResponse.of(ExplainResult.of(row, decision, now), row.facts());
    }

    /** What would become of a message: the body of send or schedule. Nothing is stored or counted. */
    @Operation(
            operationId = "explainNewMessage",
            summary = "Explain what would become of a message",
            description = "The body of send or schedule. Nothing is stored or counted.")
    @PostMapping("/explain")
    ExplainResponse explain(Caller caller, @RequestBody ScheduleRequest request) {
        UUID tenant = caller.tenantId();
        var checks = new Checks()
                .that(
                        request.recipientCriteria() == null,
                        "recipient_criteria",
                        "cannot be explained at once",
                        "name one customer with customer_id or to");
        RequestedTime asked = RequestedTimeValidator.checkedIfGiven(request, checks);
        SendCommand command =
                SendRequestValidator.checked(request, asked == null ? OverLimit.REJECT : OverLimit.DEFER, checks);
        Instant now = clock.instant();
        ResolvedCommand resolved =
                transactions.call(tenant, () -> resolver.resolve(tenant, command, existing(tenant, command)));
        Timing when = asked == null ? TimingResolver.asap(resolved, now) : TimingResolver.of(asked, resolved, now);
        QuotaAnswer quota = counters.look(
                tenant,
                QuotaRequest.of(resolved.type().rules(), resolved.customer().dailyLimit(), now, now));
        var asFacts = resolved.facts(when.schedule().notBefore(), when.expiresAt(), quota);
        return ExplainResponse.of(ExplainResult.of(DispatchPolicy.decide(asFacts, now), now), asFacts);
    }

    /** Of a number that nobody has there is nothing to explain: sent to, it makes a customer. */
    private UUID existing(UUID tenant, SendCommand command) {
        return switch (command.recipient()) {
            case Recipient.ById(UUID customerId) -> customerId;
            case Recipient.ByNumber(String number) ->
                customers
                        .withNumber(tenant, number)
                        .orElseThrow(() -> ApiProblem.impossible(
                                "unknown_customer",
                                "to",
                                "names no customer",
                                "give the number of a customer; sent to, another makes one"));
        };
    }
}
