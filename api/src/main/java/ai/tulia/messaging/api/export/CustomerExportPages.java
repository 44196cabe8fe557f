package ai.tulia.messaging.api.export;

import ai.tulia.messaging.api.customer.AddressResponse;
import ai.tulia.messaging.api.customer.ConsentResponse;
import ai.tulia.messaging.api.customer.CustomerResponse;
import ai.tulia.messaging.api.export.CustomerExportResponse.ExportedContactResponse;
import ai.tulia.messaging.api.export.CustomerExportResponse.ExportedInboundResponse;
import ai.tulia.messaging.api.export.CustomerExportResponse.ExportedListResponse;
import ai.tulia.messaging.api.export.CustomerExportResponse.ExportedSessionResponse;
import ai.tulia.messaging.api.message.MessageResponse;
import ai.tulia.messaging.store.consent.ConsentHistoryQueries;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.customer.CustomerAddresses;
import ai.tulia.messaging.store.customer.CustomerPlaces;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.inbound.InboundMessageRepository;
import ai.tulia.messaging.store.inbound.OptOutReviewRepository;
import ai.tulia.messaging.store.message.MessageEventQueries;
import ai.tulia.messaging.store.message.MessageFilter;
import ai.tulia.messaging.store.message.MessageListQueries;
import ai.tulia.messaging.store.message.StoredMessage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads all that is held of a customer, a page of the ledger at a time, each in a transaction of its own. */
@Component
class CustomerExportPages {
    /** Rows of a page; a shorter one is the last. */
    static final int SIZE = 500;

    private final TenantTransactions transactions;
    private final CustomerAddresses addresses;
    private final ConsentLedger consents;
    private final ConsentHistoryQueries history;
    private final CustomerPlaces places;
    private final MessageListQueries lists;
    private final MessageEventQueries events;
    private final InboundMessageRepository inbound;
    private final OptOutReviewRepository reviews;

    CustomerExportPages(
            TenantTransactions transactions,
            CustomerAddresses addresses,
            ConsentLedger consents,
            ConsentHistoryQueries history,
            CustomerPlaces places,
            MessageListQueries lists,
            MessageEventQueries events,
            InboundMessageRepository inbound,
            OptOutReviewRepository reviews) {
        this.transactions = transactions;
        this.addresses = addresses;
        this.consents = consents;
        this.history = history;
        this.places = places;
        this.lists = lists;
        this.events = events;
        this.inbound = inbound;
        this.reviews = reviews;
    }

    /** The customer, and the first page of each list but the history of consents. */
    CustomerExportResponse first(UUID tenantId, Customer customer) {
        UUID id = customer.id();
        return transactions.read(
                tenantId,
                () -> new CustomerExportResponse(
                        CustomerResponse.of(customer),
                        AddressResponse.of(addresses.of(tenantId, id)),
                        ConsentResponse.of(consents.current(tenantId, id)),
                        List.of(),
                        places.sessions(tenantId, id).stream()
                                .map(ExportedSessionResponse::of)
                                .toList(),
                        places.contacts(tenantId, id).stream()
                                .map(ExportedContactResponse::of)
                                .toList(),
                        places.lists(tenantId, id).stream()
                                .map(ExportedListResponse::of)
                                .toList(),
                        messages(tenantId, id, null),
                        inbound(tenantId, id, null)));
    }

    /** @param after 0 = from the oldest */
    List<ConsentHistoryQueries.Entry> history(UUID tenantId, UUID customerId, long after) {
        return transactions.read(tenantId, () -> history.after(tenantId, customerId, after, SIZE));
    }

    /** @param before null = from the newest */
    List<MessageResponse> messages(UUID tenantId, UUID customerId, @Nullable UUID before) {
        return transactions.read(tenantId, () -> {
            List<StoredMessage> page = lists.page(tenantId, MessageFilter.ofCustomer(customerId), before, SIZE)
                    .messages();
            var happened =
                    events.of(tenantId, page.stream().map(StoredMessage::id).toList());
            return page.stream()
                    .map(message -> MessageResponse.withEvents(message, happened.getOrDefault(message.id(), List.of())))
                    .toList();
        });
    }

    /** @param before null = from the newest */
    List<ExportedInboundResponse> inbound(UUID tenantId, UUID customerId, @Nullable UUID before) {
        return transactions.read(tenantId, () -> {
            List<InboundMessage> page = inbound.ofCustomer(tenantId, customerId, before, SIZE);
            var decided =
                    reviews.of(tenantId, page.stream().map(InboundMessage::id).toList());
            return page.stream()
                    .map(message -> ExportedInboundResponse.of(message, decided.get(message.id())))
                    .toList();
        });
    }
}
