package ai.tulia.messaging.store.inbound;

import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.customer.CustomersByAddress;
import ai.tulia.messaging.store.customer.CustomersByAddress.Linked;
import ai.tulia.messaging.store.customer.InboundAddress;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Links the number of a shared contact to the user id of who shared it, within the open tenant transaction. */
@Component
public class SharedContactLink {
    private final CustomersByAddress customers;
    private final WriterFollowUp followUp;
    private final SharedContactRepository contacts;

    SharedContactLink(CustomersByAddress customers, WriterFollowUp followUp, SharedContactRepository contacts) {
        this.customers = customers;
        this.followUp = followUp;
        this.contacts = contacts;
    }

    /**
     * Settles the card. Messages that an opt-out stops by it are refused with this transaction; their quota comes back by
     * the journal.
     *
     * @param number in E.164, the customer's own
     */
    public SharedContact.Outcome link(UUID tenantId, SharedContact card, String number, Instant now) {
        var address = new InboundAddress(number, card.userId(), null, card.portfolio());
        SharedContact.Outcome outcome = switch (customers.link(tenantId, address, now)) {
            case Linked.Yes(var found) -> {
                followUp.run(tenantId, found, Channel.WHATSAPP, card.sender(), card.receivedAt(), now);
                yield SharedContact.Outcome.LINKED;
            }
            case Linked.HasNumber() -> SharedContact.Outcome.KNOWN;
            case Linked.OtherUser() -> SharedContact.Outcome.CONFLICT;
        };
        contacts.settle(tenantId, card.inboundId(), outcome);
        return outcome;
    }
}
