package ai.tulia.messaging.activities.report;

import ai.tulia.messaging.domain.broadcast.BroadcastHealth;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.store.broadcast.BroadcastRepository;
import ai.tulia.messaging.store.broadcast.BroadcastRun;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Pauses broadcasts whose messages the provider took and then failed for the tenant's own fault, such as a paused
 * template: going on would burn the audience, as when it refuses them at once.
 */
@Component
public class BroadcastFaults {
    private final TenantTransactions transactions;
    private final BroadcastRun run;
    private final BroadcastRepository broadcasts;

    BroadcastFaults(TenantTransactions transactions, BroadcastRun run, BroadcastRepository broadcasts) {
        this.transactions = transactions;
        this.run = run;
        this.broadcasts = broadcasts;
    }

    /**
     * In transactions of its own, after the reports are committed: with their locks a pause could deadlock with a claim.
     *
     * @return those that it paused
     */
    public Set<BroadcastRef> pause(Map<BroadcastRef, List<BroadcastRun.Reported>> reported, Instant now) {
        Set<BroadcastRef> paused = new HashSet<>();
        reported.forEach((broadcast, outcomes) -> {
            // Good news alone stops nothing, and it is most of what comes.
            if (outcomes.stream().anyMatch(outcome -> !outcome.fault().equals(BroadcastHealth.NO_FAULT))
                    && transactions.call(broadcast.tenantId(), () -> isPaused(broadcast, outcomes, now))) {
                paused.add(broadcast);
            }
        });
        return paused;
    }

    /** The broadcast first, then its run: as who resumes it locks them. */
    private boolean isPaused(BroadcastRef broadcast, List<BroadcastRun.Reported> outcomes, Instant now) {
        broadcasts.lockForUpdate(broadcast);
        return run.addReported(broadcast, outcomes)
                .flatMap(BroadcastHealth::stoppedBy)
                .map(code -> broadcasts.pause(broadcast, code, now))
                .orElse(false);
    }
}
