package ai.tulia.messaging.worker.retention;

import ai.tulia.messaging.domain.retention.RetentionKind;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.retention.RemovedPage;
import ai.tulia.messaging.store.retention.RetentionPages;
import ai.tulia.messaging.store.retention.RetentionQueries;
import ai.tulia.messaging.worker.background.BackgroundRun;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes what is past its tenant's retention, one kind of one tenant after the other, page by page until none is left. By the
 * database's clock: a worker whose own is wrong must not remove what is to be kept.
 */
@Component
@ConditionalOnProperty("tulia.db.eraser-password")
public class RetentionJob implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);

    private final RetentionQueries retentions;
    private final RetentionPages pages;
    private final RetentionMetrics metrics;
    private final RetentionProperties properties;
    private final LedgerClock clock;
    private final BackgroundRun run = new BackgroundRun();

    RetentionJob(
            RetentionQueries retentions,
            RetentionPages pages,
            RetentionMetrics metrics,
            RetentionProperties properties,
            LedgerClock clock) {
        this.retentions = retentions;
        this.pages = pages;
        this.metrics = metrics;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tulia.retention.interval:10m}", initialDelayString = "${tulia.retention.delay:1m}")
    void start() {
        run.start(this::removeOld);
    }

    /** What is there to remove now; another worker's share is left to it. */
    public void removeOld() {
        try {
            for (var tenant : retentions.all()) {
                for (RetentionKind kind : RetentionKind.values()) {
                    remove(tenant, kind);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("old data were not removed: {}", e.getClass().getSimpleName());
        }
    }

    private void remove(RetentionQueries.OfTenant tenant, RetentionKind kind) throws InterruptedException {
        Instant now = clock.now();
        Duration kept = Duration.ofDays(tenant.retention().days(kind));
        try {
            @Nullable UUID next = null;
            do {
                long begun = System.nanoTime();
                RemovedPage page =
                        pages.remove(tenant.tenantId(), kind, next, now.minus(kept), now, properties.pageSize());
                metrics.removed(kind, page.removed());
                if (page.oldest() != null) {
                    metrics.overdue(tenant.tenantId(), kind, page.oldest().plus(kept));
                }
                next = page.next();
                if (next != null) {
                    TimeUnit.NANOSECONDS.sleep(Math.max(properties.pause().toNanos(), System.nanoTime() - begun));
                }
            } while (next != null);
            metrics.done(tenant.tenantId(), kind);
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            // Of one tenant: the others' go on. Its text may quote a row.
            LOG.warn(
                    "old {} of tenant {} were not removed: {}",
                    kind.code(),
                    tenant.tenantId(),
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        run.close();
    }
}
