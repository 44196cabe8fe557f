package ai.tulia.messaging.workflows.reconcile;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.UUID;

/** The short step of a reconciliation, run as a local activity. {@code now} is workflow time. */
@ActivityInterface
public interface ReconcileActivities {
    /** Whether something is due to be asked for, as the ledger says. */
    @ActivityMethod(name = "LookAtUnsettled")
    boolean lookAtUnsettled(UUID tenantId, Instant now);
}
