package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.broadcast.BroadcastText;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.LostAttempts;
import ai.tulia.messaging.store.template.TemplateQueries;
import ai.tulia.messaging.store.tenant.TenantQueries;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Makes a broadcast's lanes ready for a chunk. */
@Component
class Lanes {
    private final TenantTransactions transactions;
    private final BroadcastRepository broadcasts;
    private final LostAttempts lostAttempts;
    private final TemplateQueries templates;
    private final TenantQueries tenants;

    Lanes(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            LostAttempts lostAttempts,
            TemplateQueries templates,
            TenantQueries tenants) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.lostAttempts = lostAttempts;
        this.templates = templates;
        this.tenants = tenants;
    }

    /** The first lane settles what lost workers left. @return empty when the broadcast does not run */
    Optional<Lane> begin(BroadcastRef ref, int number, Instant now) {
        return transactions.callByKeys(ref.tenantId(), () -> {
            if (number == 0) {
                lostAttempts.markUnknown(ref, now);
            }
            return broadcasts
                    .find(ref)
                    .filter(broadcast -> broadcast.status() == BroadcastStatus.RUNNING)
                    .map(broadcast -> lane(broadcast, number));
        });
    }

    private Lane lane(Broadcast broadcast, int number) {
        UUID tenant = broadcast.ref().tenantId();
        UUID template = broadcast.content().text().templateId();
        var version = template == null
                ? null
                : templates
                        .find(tenant, template, broadcast.content().text().templateVersion())
                        .orElseThrow();
        return new Lane(
                broadcast,
                number,
                BroadcastText.of(broadcast, version),
                tenants.settings(tenant),
                new Semaphore(1, true));
    }
}
