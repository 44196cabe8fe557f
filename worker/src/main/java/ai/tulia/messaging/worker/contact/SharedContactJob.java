package ai.tulia.messaging.worker.contact;

import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.SharedContact;
import ai.tulia.messaging.store.inbound.SharedContact.Outcome;
import ai.tulia.messaging.store.inbound.SharedContactLink;
import ai.tulia.messaging.store.inbound.SharedContactRepository;
import ai.tulia.messaging.store.sweep.DueContactQueries;
import ai.tulia.messaging.store.sweep.DueContactQueries.DueContact;
import ai.tulia.messaging.worker.contact.ContactCardFetcher.Fetched;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Fetches the contacts that customers shared, and links the number of one that is the customer's own to the user id. Several
 * workers share the work: each card is one's, by its claim.
 */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
class SharedContactJob {
    /** Over about nine hours; six hours later it is given up. */
    static final int MAX_ATTEMPTS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(SharedContactJob.class);
    private static final int AT_ONCE = 20;

    private final DueContactQueries due;
    private final TenantTransactions transactions;
    private final SharedContactRepository contacts;
    private final SharedContactLink links;
    private final ContactCardFetcher fetcher;
    private final LedgerClock clock;

    SharedContactJob(
            DueContactQueries due,
            TenantTransactions transactions,
            SharedContactRepository contacts,
            SharedContactLink links,
            ContactCardFetcher fetcher,
            LedgerClock clock) {
        this.due = due;
        this.transactions = transactions;
        this.contacts = contacts;
        this.links = links;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tulia.contact-interval:2s}")
    void fetchDue() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.due(clock.now(), AT_ONCE).forEach(contact -> threads.execute(() -> settle(contact)));
        } catch (RuntimeException e) {
            LOG.warn("shared contacts were not read: {}", e.getClass().getSimpleName());
        }
    }

    private void settle(DueContact contact) {
        try {
            transactions
                    .call(
                            contact.tenantId(),
                            () -> contacts.claim(contact.tenantId(), contact.inboundId(), clock.now()))
                    .ifPresent(card -> settle(contact.tenantId(), card));
        } catch (RuntimeException e) {
            // Its text may quote a row, or the card.
            LOG.warn(
                    "the contact shared by inbound message {} of tenant {} was not handled: {}",
                    contact.inboundId(),
                    contact.tenantId(),
                    e.getClass().getSimpleName());
        }
    }

    private void settle(UUID tenantId, SharedContact card) {
        if (card.attempt() > MAX_ATTEMPTS) {
            settle(tenantId, card, Outcome.GIVEN_UP, "fetched " + MAX_ATTEMPTS + " times in vain");
            return;
        }
        switch (fetcher.fetch(tenantId, card.mediaUrl())) {
            case Fetched.Card(String text) -> read(tenantId, card, text);
            case Fetched.Refused(String reason) -> settle(tenantId, card, Outcome.UNUSABLE, reason);
            case Fetched.Unavailable(String reason) ->
                LOG.info(
                        "the contact shared by inbound message {} of tenant {} was not fetched: {}",
                        card.inboundId(),
                        tenantId,
                        reason);
        }
    }

    private void read(UUID tenantId, SharedContact card, String text) {
        ContactCard contact = ContactCard.read(text).orElse(null);
        if (contact == null) {
            settle(tenantId, card, Outcome.UNUSABLE, "no card with one number");
        } else if (!contact.isOf(card.userId())) {
            settle(tenantId, card, Outcome.NOT_OWN, "names another person");
        } else {
            Outcome outcome =
                    transactions.call(tenantId, () -> links.link(tenantId, card, contact.number(), clock.now()));
            log(tenantId, card, outcome, "read");
        }
    }

    private void settle(UUID tenantId, SharedContact card, Outcome outcome, String reason) {
        transactions.run(tenantId, () -> contacts.settle(tenantId, card.inboundId(), outcome));
        log(tenantId, card, outcome, reason);
    }

    private static void log(UUID tenantId, SharedContact card, Outcome outcome, String reason) {
        LOG.info(
                "the contact shared by inbound message {} of tenant {} was settled as {}: {}",
                card.inboundId(),
                tenantId,
                outcome,
                reason);
    }
}
