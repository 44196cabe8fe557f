package ai.tulia.messaging.worker.webhook;

import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.sweep.DueWebhookQueries;
import ai.tulia.messaging.store.webhook.LeasedLane;
import ai.tulia.messaging.store.webhook.WebhookLane;
import ai.tulia.messaging.store.webhook.WebhookLanes;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes the lanes on which something is due, each in a thread of its own, so that a slow receiver holds up no other. At
 * least once: a worker that dies between the receiver's answer and the ledger leaves it to the next, which sends it again
 * with the same id and before what follows it.
 */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
class WebhookDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);
    private static final int LANES_AT_ONCE = 1_000;
    /** Of this process; the connections of the pool are for all its work. */
    private static final int READERS = 6;
    /** Then the lane is leased anew, as its endpoint is by then: changed, disabled or deleted. */
    private static final Duration MAX_HOLD = Duration.ofSeconds(5);

    private final DueWebhookQueries due;
    private final WebhookLanes lanes;
    private final LaneDelivery delivery;
    private final LedgerClock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<WebhookLane> running = ConcurrentHashMap.newKeySet();
    private final Semaphore leasing = new Semaphore(READERS, true);
    private volatile boolean stopping;

    WebhookDispatcher(DueWebhookQueries due, WebhookLanes lanes, LaneDelivery delivery, LedgerClock clock) {
        this.due = due;
        this.lanes = lanes;
        this.delivery = delivery;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tulia.webhook-interval:200ms}")
    void dispatch() {
        try {
            for (WebhookLane lane : due.lanes(clock.now(), LANES_AT_ONCE)) {
                if (!stopping && running.add(lane)) {
                    threads.execute(() -> run(lane));
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("due webhooks were not read: {}", e.getClass().getSimpleName());
        }
    }

    /** Whether no lane is being delivered by this process. */
    boolean isIdle() {
        return running.isEmpty();
    }

    private void run(WebhookLane lane) {
        try {
            lease(lane).ifPresent(this::deliver);
        } catch (RuntimeException e) {
            LOG.warn(
                    "delivery to webhook endpoint {} failed: {}",
                    lane.endpointId(),
                    e.getClass().getSimpleName());
        } finally {
            running.remove(lane);
        }
    }

    private void deliver(LeasedLane leased) {
        @Nullable LeasedLane mine = leased;
        try {
            Instant until = clock.now().plus(MAX_HOLD);
            boolean more = true;
            while (more && mine != null && !stopping) {
                Instant now = clock.now();
                var batch = delivery.deliverBatch(mine, now);
                mine = batch.kept();
                more = batch.more() && now.isBefore(until);
            }
        } finally {
            if (mine != null) {
                lanes.release(mine);
            }
        }
    }

    private Optional<LeasedLane> lease(WebhookLane lane) {
        leasing.acquireUninterruptibly();
        try {
            return lanes.lease(lane, clock.now());
        } finally {
            leasing.release();
        }
    }

    /** Batches under way end and are recorded. */
    @PreDestroy
    void stop() {
        stopping = true;
        threads.close();
    }
}
