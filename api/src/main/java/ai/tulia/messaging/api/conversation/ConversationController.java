package ai.tulia.messaging.api.conversation;

import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.customer.CustomerRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.InboundMessageRepository;
import ai.tulia.messaging.store.message.MessageFilter;
import ai.tulia.messaging.store.message.MessageListQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was written either way. */
@RestController
@Tag(name = "Customers")
@RequiresScope(Scopes.MESSAGES_READ)
class ConversationController {
    private final TenantTransactions transactions;
    private final CustomerRepository customers;
    private final InboundMessageRepository inbound;
    private final MessageListQueries outbound;

    ConversationController(
            TenantTransactions transactions,
            CustomerRepository customers,
            InboundMessageRepository inbound,
            MessageListQueries outbound) {
        this.transactions = transactions;
        this.customers = customers;
        this.inbound = inbound;
        this.outbound = outbound;
    }

    @Operation(operationId = "getConversation", summary = "Show what was written to and by a customer, newest first")
    @GetMapping("/v1/customers/{id}/conversation")
    Page<ConversationItemResponse> get(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        UUID tenant = caller.tenantId();
        var page = PageRequest.of(limit, cursor);
        List<ConversationItemResponse> items = transactions.read(tenant, () -> {
            if (customers.find(tenant, id).isEmpty()) {
                throw ApiProblem.notFound("customer");
            }
            return newest(tenant, id, page);
        });
        return Page.of(items, page, ConversationItemResponse::id, item -> item);
    }

    /** Ids tell the time: of both directions as many as the page may need, merged by them. */
    private List<ConversationItemResponse> newest(UUID tenant, UUID customer, PageRequest page) {
        List<ConversationItemResponse> items = new ArrayList<>();
        inbound.ofCustomer(tenant, customer, page.below(), page.fetch())
                .forEach(message -> items.add(ConversationItemResponse.of(message)));
        outbound.page(tenant, MessageFilter.ofCustomer(customer), page.below(), page.fetch())
                .messages()
                .forEach(message -> items.add(ConversationItemResponse.of(message)));
        // PostgreSQL orders a UUID by its unsigned bytes, as its text is ordered.
        items.sort(Comparator.comparing(
                        (ConversationItemResponse item) -> item.id().toString())
                .reversed());
        return items.subList(0, Math.min(items.size(), page.fetch()));
    }
}
