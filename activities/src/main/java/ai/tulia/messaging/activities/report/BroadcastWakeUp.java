package ai.tulia.messaging.activities.report;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import io.temporal.client.WorkflowException;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wakes broadcasts some of whose messages were settled from outside. */
public final class BroadcastWakeUp {
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastWakeUp.class);

    private BroadcastWakeUp() {}

    /** After the commit. One that does not hear it looks by itself later. */
    public static void wake(BroadcastWorkflowStarter workflows, Collection<BroadcastRef> broadcasts) {
        for (BroadcastRef broadcast : broadcasts) {
            try {
                workflows.wake(broadcast);
            } catch (WorkflowException e) {
                LOG.warn(
                        "broadcast {} was not woken: {}",
                        broadcast.broadcastId(),
                        e.getClass().getSimpleName());
            }
        }
    }
}
