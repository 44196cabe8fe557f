package ai.tulia.messaging.activities.reconcile;

import ai.tulia.messaging.activities.delivery.TwilioMessageList;
import ai.tulia.messaging.activities.dispatch.ProviderAccess;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.InboundInquiries;
import ai.tulia.messaging.store.inbound.InboundIntake;
import ai.tulia.messaging.store.inbound.ReceivedMessage;
import ai.tulia.messaging.store.tenant.TenantQueries;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Asks the provider what customers wrote: it posts an inbound message once, and one that came while nobody answered would
 * be lost, a STOP too. What is known already is left as it is. Nothing is answered to what comes this late.
 */
@Component
class InboundListing {
    /** What the provider took on a moment ago may not be listed yet. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    /** After a longer outage the oldest are left. */
    private static final Duration LOOKED_BACK = Duration.ofDays(7);

    private final TenantTransactions transactions;
    private final TenantQueries tenants;
    private final InboundInquiries inquiries;
    private final InboundIntake intake;
    private final TwilioMessageList provider;
    private final LedgerClock clock;

    InboundListing(
            TenantTransactions transactions,
            TenantQueries tenants,
            InboundInquiries inquiries,
            InboundIntake intake,
            TwilioMessageList provider,
            LedgerClock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.inquiries = inquiries;
        this.intake = intake;
        this.provider = provider;
        this.clock = clock;
    }

    /** @param every how long after the last time */
    void list(UUID tenantId, List<ProviderAccess.Open> accounts, Duration every) {
        Instant now = clock.now();
        var last = transactions.read(tenantId, () -> inquiries.last(tenantId)).orElse(null);
        if (last == null || !last.askedAt().isBefore(now.minus(every))) {
            return;
        }
        Instant bound = now.minus(LOOKED_BACK);
        Instant from = (last.listedUntil().isBefore(bound) ? bound : last.listedUntil()).minus(OVERLAP);
        List<ReceivedMessage> received = new ArrayList<>();
        List<Sender> senders =
                transactions.read(tenantId, () -> tenants.senders(tenantId)).inOrder();
        for (ProviderAccess.Open account : accounts) {
            for (Sender sender : senders) {
                provider.receivedSince(account.accountSid(), account.token(), sender.address(), from, page -> {
                    Activity.getExecutionContext().heartbeat(null);
                    received.addAll(page);
                });
            }
        }
        received.sort(Comparator.comparing(ReceivedMessage::receivedAt));
        for (ReceivedMessage message : received) {
            transactions.call(tenantId, () -> intake.take(tenantId, message, false));
        }
        transactions.run(tenantId, () -> inquiries.asked(tenantId, now, now));
    }

    /** The provider cannot be asked now: not again at once. */
    void postpone(UUID tenantId) {
        transactions.run(tenantId, () -> inquiries.asked(tenantId, null, clock.now()));
    }
}
