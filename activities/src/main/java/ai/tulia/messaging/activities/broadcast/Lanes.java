package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.dispatch.AttemptPoster;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.broadcast.BroadcastText;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.LostAttempts;
import ai.tulia.messaging.store.template.TemplateQueries;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
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
    private final BroadcastProgress progress;
    private final LostAttempts lostAttempts;
    private final TemplateQueries templates;
    private final TenantQueries tenants;
    private final AttemptPoster poster;

    Lanes(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BroadcastProgress progress,
            LostAttempts lostAttempts,
            TemplateQueries templates,
            TenantQueries tenants,
            AttemptPoster poster) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.progress = progress;
        this.lostAttempts = lostAttempts;
        this.templates = templates;
        this.tenants = tenants;
        this.poster = poster;
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
                    .map(broadcast -> broadcast.isBatch() ? served(broadcast, now) : broadcast)
                    .map(broadcast -> lane(broadcast, number));
        });
    }

    /** Of a batch a chunk sends what one sender serves: by its pace, over its account. */
    private Broadcast served(Broadcast batch, Instant now) {
        return progress.dueFirst(batch.ref(), now)
                .map(first -> batch.serving(first.channel(), first.type()))
                .orElse(batch);
    }

    private Lane lane(Broadcast broadcast, int number) {
        UUID tenant = broadcast.ref().tenantId();
        TenantSettings settings = tenants.settings(tenant);
        UUID template = broadcast.content().text().templateId();
        var version = template == null
                ? null
                : templates
                        .find(tenant, template, broadcast.content().text().templateVersion())
                        .orElseThrow();
        return new Lane(
                broadcast,
                number,
                poster.lanes(tenant, Lane.pace(broadcast, settings)),
                broadcast.isBatch() ? null : BroadcastText.of(broadcast, version),
                settings,
                new Semaphore(1, true));
    }
}
