package ai.tulia.messaging.activities.reconcile;

import ai.tulia.messaging.activities.delivery.TwilioMessageList;
import ai.tulia.messaging.activities.dispatch.ProviderAccess;
import ai.tulia.messaging.activities.dispatch.ProviderAccountOpener;
import ai.tulia.messaging.activities.report.BroadcastWakeUp;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.delivery.AttemptMatcher;
import ai.tulia.messaging.domain.delivery.ListedMessage;
import ai.tulia.messaging.domain.delivery.UnknownAttempt;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.OutboundTextQueries;
import ai.tulia.messaging.store.reconcile.MissingReceiptRepository;
import ai.tulia.messaging.store.reconcile.MissingReceiptRepository.Missing;
import ai.tulia.messaging.store.reconcile.UnknownAttemptRepository;
import ai.tulia.messaging.store.reconcile.UnknownAttemptRepository.Due;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.reconcile.ReconcileProviderActivities;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks a tenant's account what became of its messages. Attempts without a usable answer are looked for among the newest
 * messages, as far back as the first of them; what was taken and never reported among those sent at that time;
 * what customers wrote, in case that nobody answered the webhook.
 */
@Component
class ReconcileProviderActivitiesImpl implements ReconcileProviderActivities {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileProviderActivitiesImpl.class);
    /** Messages a look. */
    static final int AT_ONCE = 2_000;
    /** The provider's time of sending and ours of recording it differ by this much at most. */
    private static final Duration SENT_DIFFERS = Duration.ofMinutes(1);

    private final TenantTransactions transactions;
    private final OutboundTextQueries accounts;
    private final ProviderAccountOpener opener;
    private final UnknownAttemptRepository unknown;
    private final MissingReceiptRepository receipts;
    private final TwilioMessageList provider;
    private final Settlement settlement;
    private final InboundListing inbound;
    private final ReconcileProperties properties;
    private final LedgerClock clock;

    ReconcileProviderActivitiesImpl(
            TenantTransactions transactions,
            OutboundTextQueries accounts,
            ProviderAccountOpener opener,
            UnknownAttemptRepository unknown,
            MissingReceiptRepository receipts,
            TwilioMessageList provider,
            Settlement settlement,
            InboundListing inbound,
            ReconcileProperties properties,
            LedgerClock clock) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.opener = opener;
        this.unknown = unknown;
        this.receipts = receipts;
        this.provider = provider;
        this.settlement = settlement;
        this.inbound = inbound;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void askProvider(UUID tenantId) {
        List<ProviderAccess.Open> open = new ArrayList<>();
        for (ProviderAccess access : accesses(tenantId)) {
            if (access instanceof ProviderAccess.Open account) {
                open.add(account);
            } else {
                // It may be in the list of the very account that cannot be asked.
                LOG.warn(
                        "the provider was not asked for tenant {}: {}",
                        tenantId,
                        ((ProviderAccess.Blocked) access).code());
                postpone(tenantId);
                return;
            }
        }
        lookForUnknown(tenantId, open);
        askForReceipts(tenantId, open);
        inbound.list(tenantId, open, properties.listInboundAfter());
    }

    private List<ProviderAccess> accesses(UUID tenantId) {
        List<OutboundTextQueries.Account> known = transactions.read(tenantId, () -> accounts.accounts(tenantId));
        return known.isEmpty()
                ? List.of(new ProviderAccess.NoAccount())
                : known.stream().map(account -> opener.open(tenantId, account)).toList();
    }

    private void lookForUnknown(UUID tenantId, List<ProviderAccess.Open> accounts) {
        Instant now = clock.now();
        List<Due> due =
                transactions.read(tenantId, () -> unknown.due(tenantId, properties.reconcileAfter(), now, AT_ONCE));
        if (due.isEmpty()) {
            return;
        }
        List<UnknownAttempt> attempts = due.stream().map(Due::attempt).toList();
        Instant first = attempts.stream()
                .map(AttemptMatcher::earliest)
                .min(Instant::compareTo)
                .orElseThrow();
        Instant bound = now.minus(Settlement.LOOKED_BACK);
        Instant earliest = first.isBefore(bound) ? bound : first;
        Set<String> recipients = new HashSet<>();
        attempts.forEach(attempt -> recipients.add(attempt.to()));
        List<ListedMessage> candidates = new ArrayList<>();
        for (ProviderAccess.Open account : accounts) {
            provider.newestFirst(account.accountSid(), account.token(), page -> {
                Activity.getExecutionContext().heartbeat(null);
                page.stream()
                        .filter(message -> recipients.contains(message.to())
                                && !message.createdAt().isBefore(earliest))
                        .forEach(candidates::add);
                return page.isEmpty() || !page.getLast().createdAt().isBefore(earliest);
            });
        }
        wake(settlement.settle(tenantId, due, candidates, clock.now()));
    }

    private void askForReceipts(UUID tenantId, List<ProviderAccess.Open> accounts) {
        Instant now = clock.now();
        Instant until = now.minus(properties.receiptAfter());
        Instant from = receipts.askedUntil(tenantId, now);
        List<Missing> missing = from.isBefore(until) ? receipts.missing(tenantId, from, until, AT_ONCE) : List.of();
        if (missing.isEmpty()) {
            return;
        }
        Map<String, Missing> bySid = new HashMap<>();
        missing.forEach(each -> bySid.put(each.sid(), each));
        Map<Missing, ListedMessage> found = new HashMap<>();
        Instant last = missing.getLast().sentAt();
        for (ProviderAccess.Open account : accounts) {
            provider.sentBetween(
                    account.accountSid(),
                    account.token(),
                    missing.getFirst().sentAt().minus(SENT_DIFFERS),
                    last.plus(SENT_DIFFERS),
                    page -> {
                        Activity.getExecutionContext().heartbeat(null);
                        for (ListedMessage message : page) {
                            Missing its = bySid.get(message.sid());
                            if (its != null) {
                                found.put(its, message);
                            }
                        }
                        return found.size() < missing.size();
                    });
        }
        wake(settlement.report(tenantId, found, clock.now()));
        // Of those at the last instant some may be beyond this batch.
        receipts.asked(tenantId, missing.size() < AT_ONCE ? until : last);
    }

    private static void wake(Set<BroadcastRef> broadcasts) {
        if (!broadcasts.isEmpty()) {
            var temporal = Activity.getExecutionContext().getWorkflowClient();
            BroadcastWakeUp.wake(new BroadcastWorkflowStarter(temporal), broadcasts);
        }
    }

    /** Nothing is decided about what could not be asked for. */
    private void postpone(UUID tenantId) {
        Instant now = clock.now();
        settlement.postpone(
                tenantId,
                transactions.read(tenantId, () -> unknown.due(tenantId, properties.reconcileAfter(), now, AT_ONCE)),
                now);
        receipts.asked(tenantId, now.minus(properties.receiptAfter()));
        inbound.postpone(tenantId);
    }
}
