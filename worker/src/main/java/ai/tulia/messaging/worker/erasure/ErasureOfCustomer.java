package ai.tulia.messaging.worker.erasure;

import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.erasure.CustomerErasureRepository;
import ai.tulia.messaging.store.erasure.CustomerErasureRepository.Claimed;
import ai.tulia.messaging.store.erasure.ErasedMessages;
import ai.tulia.messaging.store.erasure.ErasedMessages.Page;
import ai.tulia.messaging.store.erasure.ProviderCopies;
import ai.tulia.messaging.store.retention.ErasurePages;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What is left of a customer whose row is empty. Of each page first what the provider has is noted, then what belongs to it is
 * deleted, and then it is emptied: a run that breaks off is gone on with, and nothing of it is forgotten at the provider.
 */
@Component
@ConditionalOnProperty("tulia.db.eraser-password")
class ErasureOfCustomer {
    private static final int PAGE = 1_000;

    private final TenantTransactions transactions;
    private final CustomerErasureRepository erasures;
    private final ErasedMessages messages;
    private final ProviderCopies copies;
    private final ErasurePages pages;
    private final LedgerClock clock;

    ErasureOfCustomer(
            TenantTransactions transactions,
            CustomerErasureRepository erasures,
            ErasedMessages messages,
            ProviderCopies copies,
            ErasurePages pages,
            LedgerClock clock) {
        this.transactions = transactions;
        this.erasures = erasures;
        this.messages = messages;
        this.copies = copies;
        this.pages = pages;
        this.clock = clock;
    }

    /** Goes on where it was claimed. */
    void erase(UUID tenantId, UUID customerId, Claimed claimed) throws InterruptedException {
        outbound(tenantId, customerId, claimed.lastMessageId());
        inbound(tenantId, customerId);
        pages.deleteOfCustomer(tenantId, customerId);
        transactions.run(tenantId, () -> erasures.finish(tenantId, customerId, claimed, clock.now()));
    }

    private void outbound(UUID tenantId, UUID customerId, @Nullable UUID after) throws InterruptedException {
        @Nullable UUID last = after;
        Page page;
        do {
            long begun = System.nanoTime();
            @Nullable UUID from = last;
            page = transactions.read(tenantId, () -> messages.outbound(tenantId, customerId, from, PAGE));
            if (page.ids().isEmpty()) {
                return;
            }
            note(tenantId, customerId, page);
            pages.deleteOfMessages(tenantId, page.ids(), page.sids());
            last = page.ids().getLast();
            empty(tenantId, customerId, page, last);
            pause(page, begun);
        } while (page.ids().size() == PAGE);
    }

    private void empty(UUID tenantId, UUID customerId, Page page, UUID last) {
        Instant now = clock.now();
        transactions.callByKeys(tenantId, () -> {
            messages.empty(tenantId, page.ids(), now);
            erasures.reached(tenantId, customerId, last, now);
            return true;
        });
    }

    private void inbound(UUID tenantId, UUID customerId) throws InterruptedException {
        Page page;
        do {
            long begun = System.nanoTime();
            page = transactions.read(tenantId, () -> messages.inbound(tenantId, customerId, PAGE));
            note(tenantId, customerId, page);
            pages.deleteInbound(tenantId, page.ids());
            pause(page, begun);
        } while (page.ids().size() == PAGE);
    }

    private void note(UUID tenantId, UUID customerId, Page page) {
        transactions.run(tenantId, () -> copies.add(tenantId, customerId, page.sids(), clock.now()));
    }

    /** Between two pages as long as the one before took: what is sent has the rest. */
    private static void pause(Page page, long begun) throws InterruptedException {
        if (page.ids().size() == PAGE) {
            TimeUnit.NANOSECONDS.sleep(System.nanoTime() - begun);
        }
    }
}
