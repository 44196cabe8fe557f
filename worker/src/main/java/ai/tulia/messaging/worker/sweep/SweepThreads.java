package ai.tulia.messaging.worker.sweep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where sweeps run: not on the worker's one thread of jobs, for which one that takes long would hold up the others. What a
 * sweep found is looked at side by side, a bounded number at once.
 */
@Component
class SweepThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SweepThreads.class);
    private static final int AT_ONCE = 16;

    private final ExecutorService sweeps = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService looks = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofVirtual().name("sweep-", 0).factory());
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Duration interval;

    SweepThreads(@Value("${tulia.sweep-interval:10s}") Duration interval) {
        this.interval = interval;
    }

    /** From the end of a sweep to the next one. */
    Duration interval() {
        return interval;
    }

    /**
     * What became of what was looked at.
     *
     * @param repaired how many of them had to be repaired
     * @param failed those that could not be looked at
     * @param cause of the last of them
     */
    record Looked<T>(int repaired, List<T> failed, @Nullable RuntimeException cause) {}

    /** Starts a sweep, unless the one of this name before still runs. A failure is logged: the next one will repeat it. */
    void start(String name, Runnable sweep) {
        if (!running.add(name)) {
            return;
        }
        sweeps.execute(() -> {
            try {
                sweep.run();
            } catch (RuntimeException e) {
                // Its text may quote a row.
                LOG.warn("the sweep failed: {}", e.getClass().getSimpleName());
            } finally {
                running.remove(name);
            }
        });
    }

    /** @param look whether something was repaired */
    <T> Looked<T> each(List<T> found, Predicate<T> look) {
        List<Future<Boolean>> under = new ArrayList<>();
        found.forEach(each -> under.add(looks.submit(() -> look.test(each))));
        int repaired = 0;
        List<T> failed = new ArrayList<>();
        RuntimeException cause = null;
        for (int i = 0; i < found.size(); i++) {
            try {
                repaired += under.get(i).get() ? 1 : 0;
            } catch (ExecutionException e) {
                failed.add(found.get(i));
                cause = e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
            } catch (InterruptedException e) {
                under.forEach(each -> each.cancel(true));
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the worker stops", e);
            }
        }
        return new Looked<>(repaired, failed, cause);
    }

    @Override
    public void close() {
        sweeps.shutdownNow();
        looks.shutdownNow();
        sweeps.close();
        looks.close();
    }
}
