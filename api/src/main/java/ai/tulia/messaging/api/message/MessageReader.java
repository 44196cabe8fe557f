package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.connection.HeavyRequests;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.page.PageRequest;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.customer.CustomerQueries;
import ai.tulia.messaging.store.customer.CustomerRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageEvent;
import ai.tulia.messaging.store.message.MessageEventQueries;
import ai.tulia.messaging.store.message.MessageFilter;
import ai.tulia.messaging.store.message.MessageListQueries;
import ai.tulia.messaging.store.message.MessageQueries;
import ai.tulia.messaging.store.message.StoredMessage;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A tenant's messages; what is not there, or another tenant's, is 404. */
@Component
class MessageReader {
    private final HeavyRequests heavy;
    private final TenantTransactions transactions;
    private final MessageQueries reader;
    private final MessageEventQueries events;
    private final MessageListQueries lists;
    private final CustomerQueries numbers;
    private final CustomerRepository customers;

    MessageReader(
            HeavyRequests heavy,
            TenantTransactions transactions,
            MessageQueries reader,
            MessageEventQueries events,
            MessageListQueries lists,
            CustomerQueries numbers,
            CustomerRepository customers) {
        this.heavy = heavy;
        this.transactions = transactions;
        this.reader = reader;
        this.events = events;
        this.lists = lists;
        this.numbers = numbers;
        this.customers = customers;
    }

    Optional<StoredMessage> find(MessageRef ref) {
        return transactions.call(ref.tenantId(), () -> reader.find(ref));
    }

    StoredMessage required(MessageRef ref) {
        return find(ref).orElseThrow(MessageReader::notFound);
    }

    /**
     * A message with what belongs to it.
     *
     * @param events null = not asked for
     * @param customer null = not asked for, or erased
     */
    record Detail(
            StoredMessage message,
            @Nullable List<MessageEvent> events,
            @Nullable Customer customer) {}

    Detail detail(MessageRef ref, boolean withEvents, boolean withCustomer) {
        return transactions.call(ref.tenantId(), () -> {
            StoredMessage message = reader.find(ref).orElseThrow(MessageReader::notFound);
            return new Detail(
                    message,
                    withEvents ? events.of(ref) : null,
                    withCustomer
                            ? customers
                                    .find(ref.tenantId(), message.customerId())
                                    .orElse(null)
                            : null);
        });
    }

    /** @param count whether the total is asked for */
    Page<MessageResponse> list(UUID tenant, MessageListRequest request, PageRequest page, boolean count) {
        MessageFilter asked = request.checked();
        String number = request.number();
        return count || number != null || asked.isSearch()
                ? heavy.call(tenant, () -> found(tenant, asked, number, page, count))
                : found(tenant, asked, null, page, false);
    }

    private Page<MessageResponse> found(
            UUID tenant, MessageFilter asked, @Nullable String number, PageRequest page, boolean count) {
        return transactions.call(tenant, () -> {
            if (number == null) {
                return list(tenant, asked, page, count);
            }
            return numbers.withNumber(tenant, number)
                    .map(customer -> list(tenant, asked.to(customer), page, count))
                    .orElseGet(() -> Page.<MessageResponse>all(List.of()).withTotal(count ? 0L : null));
        });
    }

    private Page<MessageResponse> list(UUID tenant, MessageFilter filter, PageRequest page, boolean count) {
        MessageListQueries.Listed listed = lists.page(tenant, filter, page.below(), page.fetch());
        Function<StoredMessage, UUID> key = filter.isByCustomer() ? StoredMessage::customerId : StoredMessage::id;
        return Page.of(listed.messages(), page, key, MessageResponse::of, listed.lookedThroughTo())
                .withTotal(count ? lists.count(tenant, filter) : null);
    }

    List<MessageEvent> events(MessageRef ref) {
        return transactions.call(ref.tenantId(), () -> {
            required(ref);
            return events.of(ref);
        });
    }

    private static ApiProblem notFound() {
        return ApiProblem.notFound("message");
    }
}
