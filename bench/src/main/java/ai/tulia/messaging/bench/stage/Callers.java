package ai.tulia.messaging.bench.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** So many callers, each waiting for its answer before its next call. */
public final class Callers {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private Callers() {}

    /** Calls {@code call} with 0 … count-1 and gives calls per second over all. */
    public static double perSecond(int callers, int count, IntConsumer call) {
        var next = new AtomicInteger();
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                all.add(CompletableFuture.runAsync(
                        () -> {
                            for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                                call.accept(n);
                            }
                        },
                        threads));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
        return count / ((System.nanoTime() - begun) / 1e9);
    }
}
