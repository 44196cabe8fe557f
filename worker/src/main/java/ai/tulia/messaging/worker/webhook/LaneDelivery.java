package ai.tulia.messaging.worker.webhook;

import ai.tulia.messaging.domain.webhook.WebhookRetries;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.webhook.LeasedLane;
import ai.tulia.messaging.store.webhook.WebhookContent;
import ai.tulia.messaging.store.webhook.WebhookDeliveries;
import ai.tulia.messaging.store.webhook.WebhookDelivery;
import ai.tulia.messaging.store.webhook.WebhookResult;
import ai.tulia.messaging.worker.webhook.WebhookSender.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends one batch of a leased lane and records it. To an endpoint that fails one delivery at a time is tried. */
@Component
class LaneDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(LaneDelivery.class);
    /** So many times the deliveries under way: while the last of them are answered, others are not kept waiting. */
    private static final int WAVES = 8;
    /** A replay leaves most of an endpoint's deliveries to what happens now. */
    private static final int REPLAY_SHARE = 4;

    private final WebhookDeliveries deliveries;
    private final WebhookContent content;
    private final WebhookSender sender;
    private final EndpointConcurrency concurrency;
    private final Semaphore connections;
    private final Duration longest;

    LaneDelivery(
            WebhookDeliveries deliveries,
            WebhookContent content,
            WebhookSender sender,
            EndpointConcurrency concurrency,
            WebhookProperties properties) {
        this.deliveries = deliveries;
        this.content = content;
        this.sender = sender;
        this.concurrency = concurrency;
        this.connections = new Semaphore(properties.connections(), true);
        this.longest = properties.answerWithin().multipliedBy(2);
    }

    /**
     * @param kept the lane as this process has it now; null = the lease was over and another has it
     * @param more whether there may be more to deliver now
     */
    record Batch(@Nullable LeasedLane kept, boolean more) {}

    Batch deliverBatch(LeasedLane leased, Instant now) {
        UUID endpoint = leased.lane().endpointId();
        int atOnce = leased.failures() > 0 ? 1 : concurrency.deliveriesAtOnce(endpoint);
        if (leased.lane().replay()) {
            atOnce = Math.max(1, atOnce / REPLAY_SHARE);
        }
        int size = leased.failures() > 0 ? 1 : atOnce * WAVES;
        List<WebhookDelivery> due = deliveries.due(leased.lane(), size, now);
        if (due.isEmpty()) {
            return new Batch(leased, false);
        }
        List<Sent> sent = send(leased, due, atOnce, now);
        if (sent.isEmpty()) {
            return new Batch(leased, false);
        }
        List<WebhookResult> results = sent.stream().map(Sent::result).toList();
        concurrency.answered(endpoint, Duration.ofMillis((long) results.stream()
                .mapToLong(result -> result.duration().toMillis())
                .average()
                .orElseThrow()));
        boolean delivered = results.stream().anyMatch(WebhookResult::delivered);
        Instant retryAt = retryAt(leased, sent, delivered, now);
        LeasedLane kept = deliveries.record(leased, results, retryAt, now).orElse(null);
        boolean disabled = disabled(leased, sent, delivered, now);
        return new Batch(kept, kept != null && retryAt == null && !disabled);
    }

    private List<Sent> send(LeasedLane leased, List<WebhookDelivery> due, int atOnce, Instant now) {
        Map<UUID, Map<String, String>> contents =
                leased.target().content() ? content.of(leased.lane().tenantId(), due) : Map.of();
        var mine = new Semaphore(atOnce);
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return due.stream().map(each -> start(leased, each, contents, mine, begun, now, threads)).toList().stream()
                    .map(CompletableFuture::join)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    private CompletableFuture<@Nullable Sent> start(
            LeasedLane leased,
            WebhookDelivery delivery,
            Map<UUID, Map<String, String>> contents,
            Semaphore mine,
            long begun,
            Instant now,
            Executor threads) {
        return CompletableFuture.supplyAsync(
                () -> {
                    mine.acquireUninterruptibly();
                    connections.acquireUninterruptibly();
                    try {
                        return inTime(begun)
                                ? sender.send(
                                        leased.target(),
                                        delivery,
                                        contents.getOrDefault(delivery.subjectId(), Map.of()),
                                        now)
                                : null;
                    } finally {
                        connections.release();
                        mine.release();
                    }
                },
                threads);
    }

    /** What did not begin soon enough to end within the lease is left to the next batch. */
    private boolean inTime(long begun) {
        return System.nanoTime() - begun < longest.toNanos();
    }

    /** Nothing got through, or the receiver asks for time: the endpoint is left alone. */
    private static @Nullable Instant retryAt(LeasedLane leased, List<Sent> sent, boolean delivered, Instant now) {
        Duration asked = sent.stream()
                .map(Sent::retryAfter)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration pause = delivered
                ? Duration.ZERO
                : WebhookRetries.pauseAfter(
                        leased.failures() + 1, ThreadLocalRandom.current().nextDouble());
        Duration longer = asked.compareTo(pause) > 0 ? asked : pause;
        return longer.isZero() ? null : now.plus(longer);
    }

    private boolean disabled(LeasedLane leased, List<Sent> sent, boolean delivered, Instant now) {
        Instant since = leased.failingSince();
        String reason = null;
        if (sent.stream().anyMatch(Sent::gone)) {
            reason = "gone";
        } else if (!delivered
                && since != null
                && !since.plus(WebhookRetries.DISABLED_AFTER).isAfter(now)) {
            reason = "failing";
        }
        if (reason == null) {
            return false;
        }
        deliveries.disable(leased.lane(), reason, Ids.next(), now);
        LOG.warn("webhook endpoint {} was disabled: {}", leased.lane().endpointId(), reason);
        return true;
    }
}
