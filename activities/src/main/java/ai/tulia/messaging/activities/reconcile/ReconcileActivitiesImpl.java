package ai.tulia.messaging.activities.reconcile;

import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.InboundInquiries;
import ai.tulia.messaging.store.reconcile.MissingReceiptRepository;
import ai.tulia.messaging.store.reconcile.UnknownAttemptRepository;
import ai.tulia.messaging.workflows.reconcile.ReconcileActivities;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads from the ledger what the provider is to be asked for next. */
@Component
class ReconcileActivitiesImpl implements ReconcileActivities {
    private final TenantTransactions transactions;
    private final UnknownAttemptRepository unknown;
    private final MissingReceiptRepository receipts;
    private final InboundInquiries inbound;
    private final ReconcileProperties properties;

    ReconcileActivitiesImpl(
            TenantTransactions transactions,
            UnknownAttemptRepository unknown,
            MissingReceiptRepository receipts,
            InboundInquiries inbound,
            ReconcileProperties properties) {
        this.transactions = transactions;
        this.unknown = unknown;
        this.receipts = receipts;
        this.inbound = inbound;
        this.properties = properties;
    }

    @Override
    public boolean lookAtUnsettled(UUID tenantId, Instant now) {
        boolean someUnknown = transactions.call(tenantId, () -> {
            unknown.forgetSettled(tenantId, properties.reconcileAfter(), now, ReconcileProviderActivitiesImpl.AT_ONCE);
            return unknown.someDue(tenantId, properties.reconcileAfter(), now);
        });
        return someUnknown || someWithoutReceipt(tenantId, now) || isListingDue(tenantId, now);
    }

    private boolean isListingDue(UUID tenantId, Instant now) {
        Instant since = now.minus(properties.listInboundAfter());
        return transactions
                .read(tenantId, () -> inbound.last(tenantId))
                .filter(last -> last.askedAt().isBefore(since))
                .isPresent();
    }

    private boolean someWithoutReceipt(UUID tenantId, Instant now) {
        Instant from = receipts.askedUntil(tenantId, now);
        Instant until = now.minus(properties.receiptAfter());
        return from.isBefore(until)
                && !receipts.missing(tenantId, from, until, 1).isEmpty();
    }
}
