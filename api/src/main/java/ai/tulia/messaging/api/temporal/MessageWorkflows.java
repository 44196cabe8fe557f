package ai.tulia.messaging.api.temporal;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Steers the workflows of messages that are committed already. Nothing here fails and nothing waits without a bound:
 * the ledger holds the truth, and what Temporal did not hear of, the sweeper tells it.
 */
@Component
public class MessageWorkflows implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MessageWorkflows.class);

    private final MessageWorkflowStarter starter;
    private final TemporalClientProperties properties;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots;

    MessageWorkflows(MessageWorkflowStarter starter, TemporalClientProperties properties) {
        this.starter = starter;
        this.properties = properties;
        this.slots = new Semaphore(properties.callsAtOnce());
    }

    /** Starts the workflow and waits until the message is sent, refused or put to wait; or until the time is up. */
    public void startAndAwait(MessageRef message, MessageType type) {
        within(properties.answerWithin(), "first outcome", message, () -> starter.startAndAsk(message, type));
    }

    public void start(MessageRef message, MessageType type) {
        within(properties.startWithin(), "start", message, () -> starter.start(message, type));
    }

    /** Tells the workflow that the ledger row changed. */
    public void wake(MessageRef message) {
        within(properties.startWithin(), "wake", message, () -> starter.wake(message));
    }

    private void within(Duration bound, String what, MessageRef message, Runnable call) {
        Future<?> answer = calls.submit(() -> inTurn(bound, call));
        try {
            answer.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.info("{} of message {}: no answer within {}", what, message.messageId(), bound);
        } catch (ExecutionException e) {
            log.warn("{} of message {} is left to the sweeper: {}", what, message.messageId(), code(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // The call would otherwise go on for as long as no worker polls.
            answer.cancel(true);
        }
    }

    private void inTurn(Duration bound, Runnable call) {
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
