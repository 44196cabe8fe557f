package ai.tulia.messaging.api.temporal;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of Temporal about what is committed already. Nothing here fails and nothing waits without a bound: the ledger
 * has the truth, and what did not reach Temporal, the sweeper sends again.
 */
final class BoundedCalls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BoundedCalls.class);

    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots;

    BoundedCalls(int atOnce) {
        this.slots = new Semaphore(atOnce);
    }

    /** @param what the call and what it is about, for the log; @param id of the message or broadcast */
    void within(Duration bound, String what, UUID id, Runnable call) {
        Future<?> answer = calls.submit(() -> withSlot(bound, call));
        try {
            answer.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.info("{} {}: no answer within {}", what, id, bound);
        } catch (ExecutionException e) {
            log.warn("{} {} failed and was left to the sweeper: {}", what, id, code(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // The call would otherwise go on for as long as no worker polls.
            answer.cancel(true);
        }
    }

    private void withSlot(Duration bound, Runnable call) {
        try {
            if (!slots.tryAcquire(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            call.run();
        } finally {
            slots.release();
        }
    }

    /** A status code or a class: an exception's text may hold more than ids. */
    private static String code(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof StatusRuntimeException grpc
                ? grpc.getStatus().getCode().name()
                : root.getClass().getSimpleName();
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }
}
