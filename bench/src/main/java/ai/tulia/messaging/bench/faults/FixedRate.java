package ai.tulia.messaging.bench.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** Calls that come so many a second, whether or not the ones before are answered. */
final class FixedRate implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    /** @param at when it was made */
    record Call(Instant at, Client.Answer answer) {}

    /** Goes on until it is closed. */
    FixedRate(int perSecond, IntFunction<Client.Answer> call) {
        long begun = System.nanoTime();
        long period = Duration.ofSeconds(1).dividedBy(perSecond).toNanos();
        threads.execute(() -> {
            for (int n = 0; !stopped; n++) {
                int number = n;
                threads.execute(() -> {
                    Instant at = Instant.now();
                    calls.add(new Call(at, call.apply(number)));
                });
                Trial.pause(Duration.ofNanos(begun + (n + 1) * period - System.nanoTime()));
            }
        });
    }

    /** So long, and returns when all are answered. */
    static List<Call> during(Duration time, int perSecond, IntFunction<Client.Answer> call) {
        try (var calls = new FixedRate(perSecond, call)) {
            Trial.pause(time);
            calls.close();
            return calls.calls();
        }
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Returns when the last answer has come. */
    @Override
    public void close() {
        stopped = true;
        threads.close();
    }
}
