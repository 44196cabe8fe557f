package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastProgress.Count;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When the last message of a running broadcast may be sent, within the open tenant transaction: what is due takes its time
 * from now on, what waits for a time from when it is due, and the last ones from when they are.
 */
@Component
class ExpectedEnd {
    /** Of those due before or from an instant so many are counted: the answer does not wait for a million. */
    private static final int COUNTED = 1_000;

    private final BroadcastProgress progress;

    ExpectedEnd(BroadcastProgress progress) {
        this.progress = progress;
    }

    /**
     * Says it to the second, rather too late than too early.
     *
     * @param rate messages a second that it sends now; 0 when it sends none
     * @param rateLimit messages a second that it may send
     * @return null when none is left
     */
    @Nullable
    Instant of(BroadcastRef ref, List<Count> counts, double rate, double rateLimit, Instant now) {
        long left = sum(counts, state -> state.isOpen() && state != MessageState.UNKNOWN);
        if (left == 0) {
            return null;
        }
        Instant next = progress.nextAfter(ref, now).orElse(null);
        long dueLater = next == null ? 0 : dueFrom(ref, next, counts);
        Instant end = later(after(now, left, rateLimit), after(now, left - dueLater, rate > 0 ? rate : rateLimit));
        if (next != null) {
            end = later(end, after(next, dueLater, rateLimit));
            Instant last = progress.last(ref).map(BroadcastProgress.Due::at).orElse(next);
            if (last.isAfter(next)) {
                end = later(end, after(last, dueFrom(ref, last, counts), rateLimit));
            }
        }
        return end.truncatedTo(ChronoUnit.SECONDS);
    }

    /** How many are due then or later: the most there can be, where there are too many on both sides to count them. */
    private long dueFrom(BroadcastRef ref, Instant at, List<Count> counts) {
        long waiting = sum(counts, MessageState.WAITING::equals);
        long inLine = waiting + sum(counts, MessageState.ACCEPTED::equals);
        long before = progress.dueBefore(ref, at, COUNTED);
        if (before < COUNTED) {
            return inLine - before;
        }
        long from = progress.dueFrom(ref, at, COUNTED);
        return from < COUNTED ? from : Math.min(waiting, inLine - before);
    }

    private static long sum(List<Count> counts, Predicate<MessageState> which) {
        return counts.stream()
                .filter(count -> which.test(count.state()))
                .mapToLong(Count::messages)
                .sum();
    }

    private static Instant after(Instant from, long messages, double perSecond) {
        return from.plus(Duration.ofMillis(Math.round(messages * 1_000 / perSecond)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
