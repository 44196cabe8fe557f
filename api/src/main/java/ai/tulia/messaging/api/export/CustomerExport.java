package ai.tulia.messaging.api.export;

import ai.tulia.messaging.api.customer.AddressResponse;
import ai.tulia.messaging.api.customer.ConsentResponse;
import ai.tulia.messaging.api.customer.CustomerResponse;
import ai.tulia.messaging.api.export.CustomerExportResponse.ExportedInboundResponse;
import ai.tulia.messaging.api.export.CustomerExportResponse.ExportedListResponse;
import ai.tulia.messaging.api.export.CustomerExportResponse.ExportedSessionResponse;
import ai.tulia.messaging.api.message.MessageResponse;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.customer.Customer;
import ai.tulia.messaging.store.customer.CustomerPlaces;
import ai.tulia.messaging.store.customer.WhatsAppUsers;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.inbound.InboundMessageRepository;
import ai.tulia.messaging.store.inbound.OptOutReviewRepository;
import ai.tulia.messaging.store.message.MessageFilter;
import ai.tulia.messaging.store.message.MessageListQueries;
import ai.tulia.messaging.store.message.MessageQueries;
import ai.tulia.messaging.store.message.StoredMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/** Writes all that is held of a customer as {@link CustomerExportResponse}, a page of the ledger at a time. */
@Component
class CustomerExport {
    private static final int PAGE = 500;

    private final TenantTransactions transactions;
    private final WhatsAppUsers users;
    private final ConsentLedger consents;
    private final CustomerPlaces places;
    private final MessageListQueries lists;
    private final MessageQueries messages;
    private final InboundMessageRepository inbound;
    private final OptOutReviewRepository reviews;
    private final JsonMapper json;

    CustomerExport(
            TenantTransactions transactions,
            WhatsAppUsers users,
            ConsentLedger consents,
            CustomerPlaces places,
            MessageListQueries lists,
            MessageQueries messages,
            InboundMessageRepository inbound,
            OptOutReviewRepository reviews,
            JsonMapper json) {
        this.transactions = transactions;
        this.users = users;
        this.consents = consents;
        this.places = places;
        this.lists = lists;
        this.messages = messages;
        this.inbound = inbound;
        this.reviews = reviews;
        this.json = json;
    }

    /** The first pages are read before anything is written; what was written is whole only when this returns. */
    void write(UUID tenantId, Customer customer, OutputStream out) throws IOException {
        CustomerExportResponse first = first(tenantId, customer);
        try {
            write(tenantId, first, out);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private void write(UUID tenantId, CustomerExportResponse first, OutputStream out) {
        UUID id = first.customer().id();
        // Not closed when it fails: a closed answer ends well.
        JsonGenerator answer = json.createGenerator(out);
        answer.writeStartObject();
        answer.writePOJOProperty("customer", first.customer());
        answer.writePOJOProperty("addresses", first.addresses());
        answer.writePOJOProperty("consents", first.consents());
        answer.writeArrayPropertyStart("consent_history");
        List<ConsentLedger.Entry> said = history(tenantId, id, 0);
        while (!said.isEmpty()) {
            said.forEach(entry -> answer.writePOJO(ConsentResponse.of(entry.said())));
            said = said.size() < PAGE
                    ? List.of()
                    : history(tenantId, id, said.getLast().id());
        }
        answer.writeEndArray();
        answer.writePOJOProperty("sessions", first.sessions());
        answer.writePOJOProperty("lists", first.lists());
        answer.writeArrayPropertyStart("messages");
        List<MessageResponse> sent = first.messages();
        while (!sent.isEmpty()) {
            sent.forEach(answer::writePOJO);
            sent = sent.size() < PAGE
                    ? List.of()
                    : messages(tenantId, id, sent.getLast().messageId());
        }
        answer.writeEndArray();
        answer.writeArrayPropertyStart("inbound");
        List<ExportedInboundResponse> received = first.inbound();
        while (!received.isEmpty()) {
            received.forEach(answer::writePOJO);
            received = received.size() < PAGE
                    ? List.of()
                    : inbound(tenantId, id, received.getLast().id());
        }
        answer.writeEndArray();
        answer.writeEndObject();
        answer.close();
    }

    private CustomerExportResponse first(UUID tenantId, Customer customer) {
        UUID id = customer.id();
        return transactions.read(
                tenantId,
                () -> new CustomerExportResponse(
                        CustomerResponse.of(customer),
                        AddressResponse.of(customer, users.of(tenantId, id)),
                        ConsentResponse.of(consents.current(tenantId, id)),
                        List.of(),
                        places.sessions(tenantId, id).stream()
                                .map(ExportedSessionResponse::of)
                                .toList(),
                        places.lists(tenantId, id).stream()
                                .map(ExportedListResponse::of)
                                .toList(),
                        messages(tenantId, id, null),
                        inbound(tenantId, id, null)));
    }

    private List<ConsentLedger.Entry> history(UUID tenantId, UUID customerId, long after) {
        return transactions.read(tenantId, () -> consents.historyAfter(tenantId, customerId, after, PAGE));
    }

    private List<MessageResponse> messages(UUID tenantId, UUID customerId, @Nullable UUID before) {
        return transactions.read(tenantId, () -> {
            List<StoredMessage> page = lists.page(tenantId, MessageFilter.ofCustomer(customerId), before, PAGE)
                    .messages();
            var events = messages.events(
                    tenantId, page.stream().map(StoredMessage::id).toList());
            return page.stream()
                    .map(message -> MessageResponse.withEvents(message, events.getOrDefault(message.id(), List.of())))
                    .toList();
        });
    }

    private List<ExportedInboundResponse> inbound(UUID tenantId, UUID customerId, @Nullable UUID before) {
        return transactions.read(tenantId, () -> {
            List<InboundMessage> page = inbound.ofCustomer(tenantId, customerId, before, PAGE);
            var decided =
                    reviews.of(tenantId, page.stream().map(InboundMessage::id).toList());
            return page.stream()
                    .map(message -> ExportedInboundResponse.of(message, decided.get(message.id())))
                    .toList();
        });
    }
}
