package ai.tulia.messaging.api.temporal;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import org.springframework.stereotype.Component;

/**
 * Steers the workflows of broadcasts whose change is committed already. Nothing here fails and nothing waits without a
 * bound: the ledger has the truth, and what did not reach Temporal, the sweeper sends again.
 */
@Component
public class BroadcastWorkflows implements AutoCloseable {
    private final BroadcastWorkflowStarter starter;
    private final TemporalClientProperties properties;
    private final BoundedCalls calls;

    BroadcastWorkflows(BroadcastWorkflowStarter starter, TemporalClientProperties properties) {
        this.starter = starter;
        this.properties = properties;
        this.calls = new BoundedCalls(properties.callsAtOnce());
    }

    /** Starts the workflow; one that runs already is signaled to look again. */
    public void start(BroadcastRef broadcast, MessageType type) {
        calls.within(properties.startWithin(), "start of broadcast", broadcast.broadcastId(), () -> {
            if (!starter.start(broadcast, type)) {
                starter.wake(broadcast);
            }
        });
    }

    /** Signals the workflow that the ledger changed. */
    public void wake(BroadcastRef broadcast) {
        calls.within(
                properties.startWithin(), "wake of broadcast", broadcast.broadcastId(), () -> starter.wake(broadcast));
    }

    @Override
    public void close() {
        calls.close();
    }
}
