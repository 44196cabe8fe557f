package ai.tulia.messaging.api.temporal;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import org.springframework.stereotype.Component;

/**
 * Steers the workflows of messages that are committed already. Nothing here fails and nothing waits without a bound:
 * the ledger has the truth, and what did not reach Temporal, the sweeper sends again.
 */
@Component
public class MessageWorkflows implements AutoCloseable {
    private final MessageWorkflowStarter starter;
    private final TemporalClientProperties properties;
    private final BoundedCalls calls;
    private final WorkflowStartQueue starts;

    MessageWorkflows(MessageWorkflowStarter starter, TemporalClientProperties properties) {
        this.starter = starter;
        this.properties = properties;
        this.calls = new BoundedCalls(properties.callsAtOnce());
        this.starts =
                new WorkflowStartQueue(properties.startsAtOnce(), properties.startsWaiting(), properties.startWithin());
    }

    /** Starts it soon; the caller does not wait for that. */
    public void start(MessageRef message, MessageType type) {
        starts.add(message.messageId(), () -> within("start", message, () -> starter.start(message, type)));
    }

    /** The same for one that may have had a workflow, which has ended; one that still runs is signaled to look again. */
    public void startAgain(MessageRef message, MessageType type) {
        starts.add(
                message.messageId(),
                () -> within("start", message, () -> {
                    if (!starter.startAgain(message, type)) {
                        starter.wake(message);
                    }
                }));
    }

    /** Signals the workflow that the ledger row changed. */
    public void wake(MessageRef message) {
        within("wake", message, () -> starter.wake(message));
    }

    private void within(String what, MessageRef message, Runnable call) {
        calls.within(properties.startWithin(), what + " of message", message.messageId(), call);
    }

    @Override
    public void close() {
        starts.close();
        calls.close();
    }
}
