package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.message.Waiting;
import ai.tulia.messaging.store.quota.SendingPace;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A single message's turn among those of its sender. One that must wait has its permit from then on, for its place in
 * line: at that time it goes, whatever came after it. So each of a long line wakes once.
 */
public final class SingleTurn {
    /** Of one that comes later than this after its time, the permit is lost: a line that was held up must not go all at once. */
    private static final Duration PLACE_KEPT = Duration.ofSeconds(10);

    private final SendingPace pace;
    private final @Nullable Sender sender;
    private boolean hasPermit;

    /** @param sender null = none serves the message, which then cannot go and does not ask */
    public SingleTurn(SendingPace pace, @Nullable Sender sender) {
        this.pace = pace;
        this.sender = sender;
    }

    /** @return until when it waits; empty when it may go */
    public Optional<Instant> ask(Candidate candidate, Instant now) {
        hasPermit = isItsPlace(candidate.row().waiting(), now);
        Sender its = Objects.requireNonNull(sender);
        return hasPermit ? Optional.empty() : pace.turnOfSingle(its.address(), its.messagesPerSecond(), now);
    }

    private static boolean isItsPlace(Waiting waiting, Instant now) {
        Instant place = waiting.until();
        return WaitReason.RATE_LIMIT.code().equals(waiting.reason())
                && place != null
                && !now.isBefore(place)
                && now.isBefore(place.plus(PLACE_KEPT));
    }

    /** It leaves: takes its permit where it has none yet. Never fails. */
    public void leaves() {
        if (!hasPermit) {
            Sender its = Objects.requireNonNull(sender);
            pace.countSingle(its.address(), its.messagesPerSecond());
        }
    }
}
