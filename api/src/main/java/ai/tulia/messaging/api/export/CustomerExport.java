package ai.tulia.messaging.api.export;

import ai.tulia.messaging.api.customer.RecordedConsentResponse;
import ai.tulia.messaging.api.export.CustomerExportResponse.ExportedInboundResponse;
import ai.tulia.messaging.api.message.MessageResponse;
import ai.tulia.messaging.store.consent.ConsentHistoryQueries;
import ai.tulia.messaging.store.customer.Customer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/** Writes all that is held of a customer as {@link CustomerExportResponse}, a page of the ledger at a time. */
@Component
class CustomerExport {
    private final CustomerExportPages pages;
    private final JsonMapper json;

    CustomerExport(CustomerExportPages pages, JsonMapper json) {
        this.pages = pages;
        this.json = json;
    }

    /** The first pages are read before anything is written; what was written is whole only when this returns. */
    void write(UUID tenantId, Customer customer, OutputStream out) throws IOException {
        CustomerExportResponse first = pages.first(tenantId, customer);
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
        List<ConsentHistoryQueries.Entry> said = pages.history(tenantId, id, 0);
        while (!said.isEmpty()) {
            said.forEach(entry -> answer.writePOJO(RecordedConsentResponse.of(entry)));
            said = said.size() < CustomerExportPages.SIZE
                    ? List.of()
                    : pages.history(tenantId, id, said.getLast().id());
        }
        answer.writeEndArray();
        answer.writePOJOProperty("sessions", first.sessions());
        answer.writePOJOProperty("last_contacts", first.lastContacts());
        answer.writePOJOProperty("lists", first.lists());
        answer.writeArrayPropertyStart("messages");
        List<MessageResponse> sent = first.messages();
        while (!sent.isEmpty()) {
            sent.forEach(answer::writePOJO);
            sent = sent.size() < CustomerExportPages.SIZE
                    ? List.of()
                    : pages.messages(tenantId, id, sent.getLast().messageId());
        }
        answer.writeEndArray();
        answer.writeArrayPropertyStart("inbound");
        List<ExportedInboundResponse> received = first.inbound();
        while (!received.isEmpty()) {
            received.forEach(answer::writePOJO);
            received = received.size() < CustomerExportPages.SIZE
                    ? List.of()
                    : pages.inbound(tenantId, id, received.getLast().id());
        }
        answer.writeEndArray();
        answer.writeEndObject();
        answer.close();
    }
}
