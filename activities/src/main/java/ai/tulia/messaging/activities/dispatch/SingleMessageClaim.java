package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.quota.RateLimiter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A claim of one message that is not a broadcast's: it waits for its sender's rate limit, and its waits are its own. */
public abstract class SingleMessageClaim implements Claim {
    private final RateLimiter rateLimiter;
    private @Nullable Sender sender;

    protected SingleMessageClaim(RateLimiter rateLimiter) {
        this.rateLimiter = rateLimiter;
    }

    /** @param by null = none serves the message, which then cannot go */
    protected final void sentBy(@Nullable Sender by) {
        sender = by;
    }

    @Override
    public final Optional<Instant> deferredUntil(Candidate candidate, Instant now) {
        Sender by = Objects.requireNonNull(sender);
        var row = candidate.row();
        boolean waited = WaitReason.RATE_LIMIT.code().equals(row.waiting().reason());
        return rateLimiter.singleDeferredUntil(
                by.address(), by.messagesPerSecond(), row.facts().type(), waited, now);
    }

    @Override
    public final boolean defersAllAtOnce(WaitReason reason) {
        return false;
    }

    @Override
    public final void defer(DispatchDecision.Wait wait, Instant now) {
        throw new IllegalStateException("it is written to the row");
    }

    @Override
    public final void committed(int attempts) {
        if (attempts > 0) {
            Sender by = Objects.requireNonNull(sender);
            rateLimiter.countSingle(by.address(), by.messagesPerSecond());
        }
    }

    @Override
    public void recorded(List<AttemptResult> results, Instant now) {
        // Its outcome is all that there is to write.
    }
}
