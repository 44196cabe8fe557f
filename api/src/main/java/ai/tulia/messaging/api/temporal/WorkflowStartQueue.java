package ai.tulia.messaging.api.temporal;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts of workflows whose callers have their answer already: some at once, the others in turn. What finds the queue full,
 * or still stands in it when the process ends, is left to the sweeper.
 */
final class WorkflowStartQueue implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkflowStartQueue.class);
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor starts;
    private final Duration drainWithin;

    /**
     * @param atOnce starts under way at most
     * @param waiting starts that wait at most
     * @param drainWithin how long the end of the process waits for them
     */
    WorkflowStartQueue(int atOnce, int waiting, Duration drainWithin) {
        this.starts = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(waiting),
                Thread.ofVirtual().name("workflow-start-", 0).factory());
        starts.allowCoreThreadTimeOut(true);
        this.drainWithin = drainWithin;
    }

    /** Returns at once; nothing is thrown. @param id of the message, for the log */
    void add(UUID id, Runnable start) {
        try {
            starts.execute(start);
        } catch (RejectedExecutionException e) {
            log.info(
                    "start of message {} was left to the sweeper: {}",
                    id,
                    starts.isShutdown() ? "the process ends" : waiting() + " wait already");
        }
    }

    int waiting() {
        return starts.getQueue().size();
    }

    @Override
    public void close() {
        starts.shutdown();
        try {
            if (starts.awaitTermination(drainWithin.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int left = starts.shutdownNow().size();
        log.info("{} starts of messages were left to the sweeper: the process ends", left);
    }
}
