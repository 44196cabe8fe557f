package ai.tulia.messaging.worker.background;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** One run at a time, not on the worker's one thread of jobs: it takes its time, and would hold up the others. */
public final class BackgroundRun implements AutoCloseable {
    private final AtomicBoolean running = new AtomicBoolean();
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();

    /** Does nothing while a run is under way. */
    public void start(Runnable work) {
        if (running.compareAndSet(false, true)) {
            thread.execute(() -> {
                try {
                    work.run();
                } finally {
                    running.set(false);
                }
            });
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
