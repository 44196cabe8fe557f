package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.store.message.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What differs between those who dispatch: which messages, and what else belongs into the same transactions. */
public interface Claim {
    /** Whose connections its POSTs share; null for a single message, which waits for none. */
    @Nullable
    BroadcastRef broadcast();

    /** Locks what may be dispatched. Within the first transaction, which may be rolled back and run again. */
    Batch take(Instant now);

    /**
     * What becomes of one that may go, by an account that cannot be used. Within the first transaction.
     *
     * @return empty when its row stays as it is
     */
    Optional<Transition> blocked(Candidate candidate, ProviderAccess.Blocked access);

    /** Whether a wait that is the same for all of its messages is stored once, by {@link #defer}, and not in each row. */
    boolean defersAllAtOnce();

    /** Stores a wait of all its messages. Within the first transaction. */
    void defer(DispatchDecision.Wait wait, Instant now);

    /** After the commit and before the POSTs: it must not fail. */
    void committed(int attempts);

    /** Within the transaction of the outcomes, which may be run again. */
    void recorded(List<AttemptResult> results, Instant now);
}
