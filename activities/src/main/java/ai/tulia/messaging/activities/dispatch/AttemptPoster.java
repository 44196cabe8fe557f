package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.activities.delivery.DeliveryProperties;
import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import ai.tulia.messaging.store.database.FairPermits;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Posts attempts whose SENDING is committed, each once. A POST starts within {@link AttemptLimits#START_WITHIN} and while
 * its message may go by the rules of time; one that cannot was not sent and waits again.
 */
@Component
public class AttemptPoster implements AutoCloseable {
    /** How long a caller who waits for the answer waits for a connection; without one the message waits instead. */
    static final Duration CALLER_WAITS = Duration.ofMillis(200);

    private final TwilioGateway twilio;
    /** Half of the provider's connections: the other half stays free for a worker's single messages. */
    private final FairPermits ofBroadcasts;
    /** All of them, in a process that has no broadcasts. */
    private final FairPermits ofCallers;

    private final ProviderLatency latency;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    AttemptPoster(TwilioGateway twilio, DeliveryProperties properties) {
        int forBroadcasts = Math.max(1, properties.connections() / 2);
        this.twilio = twilio;
        this.ofBroadcasts = FairPermits.allToOne(forBroadcasts);
        this.ofCallers = FairPermits.leavingRoom(properties.connections());
        this.latency = new ProviderLatency(forBroadcasts);
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }

    /**
     * How many POSTs of the tenant's broadcasts get a connection within a second, as fast as the provider answers it now; at
     * least 1.
     */
    public int startableWithinASecond(UUID tenantId) {
        return latency.startableWithinASecond(tenantId);
    }

    /**
     * On how many lanes a broadcast of the tenant reaches its rate limit, as fast as the provider answers it now.
     *
     * @param due how many of its messages are, counted up to one more than {@link BroadcastRateLimit#atOnce}
     */
    public int lanes(UUID tenantId, BroadcastRateLimit rateLimit, int due) {
        return latency.lanes(tenantId, rateLimit, due);
    }

    /**
     * Posts them, those of a broadcast side by side, and waits for every answer.
     *
     * @param share whose connections they share, which are the bound
     * @param committedAfter not later than the commit of their SENDING
     */
    public List<AttemptResult> post(
            List<Attempt> attempts, ConnectionShare share, Instant committedAfter, Supplier<Instant> now)
            throws InterruptedException {
        return switch (share) {
            case ConnectionShare.OfSlot slot -> {
                List<AttemptResult> results = new ArrayList<>(attempts.size());
                for (Attempt attempt : attempts) {
                    Instant latest = latestStart(attempt, committedAfter);
                    ProviderAnswer answer = now.get().isBefore(latest)
                            ? postNow(attempt, startable(latest, now))
                            : new ProviderAnswer.NotStarted("late_after_commit");
                    results.add(AttemptResult.of(attempt, answer, now.get()));
                }
                yield results;
            }
            case ConnectionShare.OfTenant(UUID tenantId) -> {
                List<AttemptResult> results = new ArrayList<>(attempts.size());
                var line = new Line(ofCallers, tenantId, tenantId, CALLER_WAITS);
                for (Attempt attempt : attempts) {
                    results.add(whenConnected(attempt, line, latestStart(attempt, committedAfter), now));
                }
                yield results;
            }
            case ConnectionShare.OfBroadcast(BroadcastRef ref) -> {
                var line = new Line(ofBroadcasts, ref.tenantId(), ref.broadcastId(), AttemptLimits.START_WITHIN);
                yield sideBySide(
                        attempts, attempt -> whenConnected(attempt, line, latestStart(attempt, committedAfter), now));
            }
        };
    }

    private List<AttemptResult> sideBySide(List<Attempt> attempts, Function<Attempt, AttemptResult> post)
            throws InterruptedException {
        List<Callable<AttemptResult>> tasks = new ArrayList<>(attempts.size());
        for (Attempt attempt : attempts) {
            tasks.add(() -> post.apply(attempt));
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

    /** Where it waits for a connection. @param atMost shorter where it may not start that late */
    private record Line(FairPermits permits, UUID tenant, UUID group, Duration atMost) {
        boolean take(Duration startable) throws InterruptedException {
            return permits.take(tenant, group, startable.compareTo(atMost) < 0 ? startable : atMost);
        }
    }

    private AttemptResult whenConnected(Attempt attempt, Line line, Instant latest, Supplier<Instant> now) {
        return AttemptResult.of(attempt, answerWhenConnected(attempt, line, latest, now), now.get());
    }

    private ProviderAnswer answerWhenConnected(Attempt attempt, Line line, Instant latest, Supplier<Instant> now) {
        try {
            if (!line.take(Duration.between(now.get(), latest))) {
                return new ProviderAnswer.NotStarted("no_connection_in_time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProviderAnswer.NotStarted("process_stops");
        }
        try {
            return postNow(attempt, startable(latest, now));
        } finally {
            line.permits().giveBack(line.tenant());
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
