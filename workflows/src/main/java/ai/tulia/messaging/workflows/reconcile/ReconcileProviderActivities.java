package ai.tulia.messaging.workflows.reconcile;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.UUID;

/** The long step of a reconciliation; safe to repeat: it only reads at the provider. */
@ActivityInterface
public interface ReconcileProviderActivities {
    /** Lists the account's messages, and settles in the ledger what they tell. */
    @ActivityMethod(name = "AskProvider")
    void askProvider(UUID tenantId);
}
