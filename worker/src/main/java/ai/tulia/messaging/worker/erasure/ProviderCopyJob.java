package ai.tulia.messaging.worker.erasure;

import ai.tulia.messaging.activities.delivery.TwilioMessageDeletion;
import ai.tulia.messaging.activities.dispatch.ProviderAccess;
import ai.tulia.messaging.activities.dispatch.ProviderAccountOpener;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.erasure.ProviderCopies;
import ai.tulia.messaging.store.message.OutboundTextQueries;
import ai.tulia.messaging.store.message.OutboundTextQueries.Account;
import ai.tulia.messaging.store.sweep.DueErasureQueries;
import ai.tulia.messaging.store.sweep.DueErasureQueries.DueCopy;
import ai.tulia.messaging.worker.background.BackgroundRun;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes at Twilio what it has of erased customers, each message by whichever of the tenant's accounts has it. Tried again at
 * growing intervals for about 15 days, and given up then: it stays noted.
 */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
class ProviderCopyJob implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderCopyJob.class);
    private static final int AT_ONCE = 20;

    private final DueErasureQueries due;
    private final TenantTransactions transactions;
    private final ProviderCopies copies;
    private final OutboundTextQueries accounts;
    private final ProviderAccountOpener opener;
    private final TwilioMessageDeletion provider;
    private final LedgerClock clock;
    private final BackgroundRun run = new BackgroundRun();

    ProviderCopyJob(
            DueErasureQueries due,
            TenantTransactions transactions,
            ProviderCopies copies,
            OutboundTextQueries accounts,
            ProviderAccountOpener opener,
            TwilioMessageDeletion provider,
            LedgerClock clock) {
        this.due = due;
        this.transactions = transactions;
        this.copies = copies;
        this.accounts = accounts;
        this.opener = opener;
        this.provider = provider;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tulia.erasure-interval:1s}")
    void start() {
        run.start(this::deleteDue);
    }

    void deleteDue() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.copies(clock.now(), AT_ONCE).forEach(copy -> threads.execute(() -> delete(copy)));
        } catch (RuntimeException e) {
            LOG.warn(
                    "copies to delete at the provider were not read: {}",
                    e.getClass().getSimpleName());
        }
    }

    private void delete(DueCopy copy) {
        UUID tenant = copy.tenantId();
        try {
            if (transactions
                    .call(tenant, () -> copies.claim(tenant, copy.sid(), clock.now()))
                    .isEmpty()) {
                return;
            }
            if (!TwilioMessageDeletion.isSid(copy.sid())) {
                transactions.run(tenant, () -> copies.markUndeletable(tenant, copy.sid()));
            } else if (isGone(tenant, copy.sid())) {
                transactions.run(tenant, () -> copies.remove(tenant, copy.sid()));
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "a message of tenant {} was not deleted at the provider: {}",
                    tenant,
                    e.getClass().getSimpleName());
        }
    }

    /** Whether it was deleted, or none of the tenant's accounts has it. */
    private boolean isGone(UUID tenantId, String sid) {
        List<Account> all = transactions.read(tenantId, () -> accounts.accounts(tenantId));
        boolean asked = !all.isEmpty();
        for (Account account : all) {
            switch (opener.open(tenantId, account)) {
                case ProviderAccess.Open open -> {
                    switch (provider.delete(open.accountSid(), open.token(), sid)) {
                        case DELETED -> {
                            return true;
                        }
                        case NOT_FOUND -> {}
                        case LATER -> asked = false;
                    }
                }
                case ProviderAccess.Blocked blocked -> asked = false;
            }
        }
        return asked;
    }

    @Override
    public void close() {
        run.close();
    }
}
