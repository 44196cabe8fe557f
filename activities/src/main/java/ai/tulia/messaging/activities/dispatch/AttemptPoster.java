package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.activities.delivery.DeliveryProperties;
import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts attempts whose SENDING is committed, each once. A POST starts within {@link AttemptLimits#START_WITHIN} and while
 * its message may go by the rules of time; one that cannot was not sent and waits again.
 */
@Component
public class AttemptPoster implements AutoCloseable {
    private final TwilioGateway twilio;
    /** Half of the provider's connections: the other half stays free for single messages. */
    private final FairConnectionPermits connections;

    private final ProviderLatency latency;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    AttemptPoster(TwilioGateway twilio, DeliveryProperties properties) {
        int forBroadcasts = Math.max(1, properties.connections() / 2);
        this.twilio = twilio;
        this.connections = new FairConnectionPermits(forBroadcasts);
        this.latency = new ProviderLatency(forBroadcasts);
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }

    /** How many POSTs of the tenant get a connection within a second, as fast as the provider answers it now; at least 1. */
    public int startableWithinASecond(UUID tenantId) {
        return latency.startableWithinASecond(tenantId);
    }

    /**
     * Posts them side by side and waits for every answer.
     *
     * @param broadcast whose connections they share, which are the bound; null for a single message, which waits for none
     * @param committedAfter not later than the commit of their SENDING
     */
    public List<AttemptResult> post(
            List<Attempt> attempts, @Nullable BroadcastRef broadcast, Instant committedAfter, Supplier<Instant> now)
            throws InterruptedException {
        if (broadcast == null) {
            return attempts.stream()
                    .map(attempt -> {
                        BooleanSupplier startable = startable(latestStart(attempt, committedAfter), now);
                        ProviderAnswer answer = startable.getAsBoolean()
                                ? postNow(attempt, startable)
                                : new ProviderAnswer.NotSent("late_after_commit");
                        return AttemptResult.of(attempt, answer, now.get());
                    })
                    .toList();
        }
        List<Callable<AttemptResult>> tasks = new ArrayList<>(attempts.size());
        for (Attempt attempt : attempts) {
            tasks.add(() -> AttemptResult.of(
                    attempt, whenConnected(attempt, broadcast, latestStart(attempt, committedAfter), now), now.get()));
        }
        List<AttemptResult> results = new ArrayList<>(attempts.size());
        for (Future<AttemptResult> result : calls.invokeAll(tasks)) {
            results.add(result.resultNow());
        }
        return results;
    }

    private static Instant latestStart(Attempt attempt, Instant committedAfter) {
        Instant latest = committedAfter.plus(AttemptLimits.START_WITHIN);
        return attempt.mayGoUntil().isBefore(latest) ? attempt.mayGoUntil() : latest;
    }

    private static BooleanSupplier startable(Instant latest, Supplier<Instant> now) {
        return () -> now.get().isBefore(latest);
    }

    private ProviderAnswer whenConnected(
            Attempt attempt, BroadcastRef broadcast, Instant latest, Supplier<Instant> now) {
        try {
            if (!connections.take(broadcast, Duration.between(now.get(), latest))) {
                return new ProviderAnswer.NotSent("no_connection_in_time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProviderAnswer.NotSent("worker_stops");
        }
        try {
            return postNow(attempt, startable(latest, now));
        } finally {
            connections.giveBack();
        }
    }

    private ProviderAnswer postNow(Attempt attempt, BooleanSupplier startable) {
        long started = System.nanoTime();
        try {
            return twilio.post(attempt.message(), startable);
        } catch (RuntimeException e) {
            // It may have left before this broke; the others of the batch have their own answers.
            return new ProviderAnswer.Ambiguous(e.getClass().getSimpleName());
        } finally {
            latency.add(attempt.row().ref().tenantId(), System.nanoTime() - started);
        }
    }
}
