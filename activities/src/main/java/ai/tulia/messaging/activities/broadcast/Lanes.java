package ai.tulia.messaging.activities.broadcast;

import ai.tulia.messaging.activities.dispatch.AttemptPoster;
import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
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
    private final BroadcastAudience audience;
    private final BroadcastProgress progress;
    private final LostAttempts lostAttempts;
    private final TemplateQueries templates;
    private final TenantQueries tenants;
    private final AttemptPoster poster;

    Lanes(
            TenantTransactions transactions,
            BroadcastRepository broadcasts,
            BroadcastAudience audience,
            BroadcastProgress progress,
            LostAttempts lostAttempts,
            TemplateQueries templates,
            TenantQueries tenants,
            AttemptPoster poster) {
        this.transactions = transactions;
        this.broadcasts = broadcasts;
        this.audience = audience;
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
                    .map(broadcast -> lane(broadcast, number, now));
        });
    }

    /** Of a batch a chunk sends what one sender serves: by its rate limit, over its account. */
    private Broadcast served(Broadcast batch, Instant now) {
        return progress.dueFirst(batch.ref(), now)
                .map(first -> batch.serving(first.channel(), first.type()))
                .orElse(batch);
    }

    /** On how many it goes as things are now. */
    int count(Lane lane, Instant now) {
        return transactions.callByKeys(lane.ref().tenantId(), () -> count(lane.broadcast(), lane.tenant(), now));
    }

    /** The same, within the open tenant transaction. */
    int count(Broadcast broadcast, TenantSettings tenant, Instant now) {
        BroadcastRef ref = broadcast.ref();
        BroadcastRateLimit rateLimit = Lane.rateLimit(broadcast, tenant);
        // What is still being written down may be far more.
        int due = audience.progress(ref).done() ? progress.dueNow(ref, now, rateLimit.atOnce() + 1) : Integer.MAX_VALUE;
        return poster.lanes(ref.tenantId(), rateLimit, due);
    }

    private Lane lane(Broadcast broadcast, int number, Instant now) {
        UUID tenant = broadcast.ref().tenantId();
        TenantSettings settings = tenants.settings(tenant);
        UUID template = broadcast.content().text().templateId();
        var version = template == null
                ? null
                : templates
                        .find(tenant, template, broadcast.content().text().templateVersion())
                        .orElseThrow();
        // One beside others has one batch at a time, however few messages are left.
        int lanes = number == 0
                ? count(broadcast, settings, now)
                : poster.lanes(tenant, Lane.rateLimit(broadcast, settings), Integer.MAX_VALUE);
        return new Lane(
                broadcast,
                number,
                lanes,
                broadcast.isBatch() ? null : BroadcastText.of(broadcast, version),
                settings,
                new Semaphore(1, true));
    }
}
