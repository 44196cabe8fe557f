package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.quota.SendingPace;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A single message's turn among those of its sender. */
public final class SingleTurn {
    private final SendingPace pace;
    private final @Nullable Sender sender;

    /** @param sender null = none serves the message, which then cannot go and does not ask */
    public SingleTurn(SendingPace pace, @Nullable Sender sender) {
        this.pace = pace;
        this.sender = sender;
    }

    /** @return until when it waits; empty when it may go */
    public Optional<Instant> ask(Candidate candidate, Instant now) {
        Sender its = Objects.requireNonNull(sender);
        var row = candidate.row();
        boolean waited = WaitReason.RATE_LIMIT.code().equals(row.waiting().reason());
        return pace.turnOfSingle(
                its.address(), its.messagesPerSecond(), row.facts().type(), waited, now);
    }

    /** It leaves. Never fails. */
    public void takePermit() {
        Sender its = Objects.requireNonNull(sender);
        pace.countSingle(its.address(), its.messagesPerSecond());
    }
}
