package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.store.message.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What differs between those who dispatch: which messages, and what else belongs into the same transactions. */
public interface Claim {
    /** Whose connections its POSTs share. */
    ConnectionShare connections();

    /**
     * Locks what may be dispatched, or makes what is new. Within the first transaction, which may be rolled back and run
     * again.
     */
    Batch take(Instant now);

    /** Until when the sender's rate limit defers one that may go, behind others of its sender; empty = it does not. */
    Optional<Instant> deferredUntil(Candidate candidate, Instant now);

    /**
     * What becomes of one that may go, by an account that cannot be used. Within the first transaction.
     *
     * @return empty when its row stays as it is
     */
    Optional<Transition> blocked(Candidate candidate, ProviderAccess.Blocked access, Instant now);

    /** Whether a wait for this is the same for all of its messages: stored once, by {@link #defer}, and not in each row. */
    boolean defersAllAtOnce(WaitReason reason);

    /** Stores a wait of all its messages. Within the first transaction. */
    void defer(DispatchDecision.Wait wait, Instant now);

    /**
     * Writes what was decided, in one statement: the trigger that counts must fire once. Within the first transaction.
     *
     * @throws IllegalStateException when one of the attempts could not start: its POST must not go out
     */
    void write(List<Transition> decided, Instant now);

    /** After the commit and before the POSTs: it must not fail. */
    void committed(int attempts);

    /** Within the transaction of the outcomes, which may be run again. */
    void recorded(List<AttemptResult> results, Instant now);
}
