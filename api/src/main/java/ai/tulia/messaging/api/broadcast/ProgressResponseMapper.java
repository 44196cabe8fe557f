package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.broadcast.BroadcastStatus;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.store.broadcast.Broadcast;
import ai.tulia.messaging.store.broadcast.BroadcastAudience;
import ai.tulia.messaging.store.broadcast.BroadcastProgress;
import ai.tulia.messaging.store.broadcast.BroadcastProgress.Count;
import ai.tulia.messaging.store.broadcast.BroadcastProgress.Due;
import ai.tulia.messaging.store.broadcast.BroadcastRetry;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads how far a broadcast is and what it waits for, within the open tenant transaction. */
@Component
class ProgressResponseMapper {
    /** Near its rate limit, it is the rate limit that it waits for. */
    private static final double NEAR = 0.8;

    private final BroadcastAudience audience;
    private final BroadcastProgress progress;
    private final BroadcastRetry retries;
    private final ExpectedEnd expectedEnd;

    ProgressResponseMapper(
            BroadcastAudience audience, BroadcastProgress progress, BroadcastRetry retries, ExpectedEnd expectedEnd) {
        this.audience = audience;
        this.progress = progress;
        this.retries = retries;
        this.expectedEnd = expectedEnd;
    }

    ProgressResponse of(Broadcast broadcast, TenantSettings tenant, Instant now) {
        BroadcastRef ref = broadcast.ref();
        List<Count> counts = progress.counts(ref);
        var written = audience.progress(ref);
        long recipients = broadcast.status() == BroadcastStatus.DRAFT && broadcast.criteria() == null
                ? audience.listed(ref)
                : written.recipients();
        boolean running = broadcast.status() == BroadcastStatus.RUNNING;
        double rate = running ? progress.perSecond(ref, now) : 0;
        int ofSender = tenant.messagesPerSecond(broadcast.channel(), broadcast.type());
        double rateLimit = broadcast.sending().maxPerSecond() == null
                ? ofSender
                : Math.min(broadcast.sending().maxPerSecond(), ofSender);
        Optional<Due> next = running ? progress.next(ref) : Optional.empty();
        long open = sum(counts, MessageState::isOpen);
        return new ProgressResponse(
                byState(counts),
                counts.stream()
                        .filter(count -> !count.reason().isEmpty())
                        .map(count ->
                                new ProgressResponse.Reason(count.state().code(), count.reason(), count.messages()))
                        .toList(),
                recipients,
                written.done(),
                percent(broadcast, written.done(), recipients, open),
                BigDecimal.valueOf(rate).setScale(1, RoundingMode.HALF_UP).doubleValue(),
                next.map(Due::at).filter(now::isBefore).orElse(null),
                reason(broadcast, written.done(), next.orElse(null), counts, rate >= NEAR * rateLimit, now),
                running && written.done() ? expectedEnd.of(ref, counts, rate, rateLimit, now) : null);
    }

    private static Map<String, Long> byState(List<Count> counts) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (MessageState state : MessageState.values()) {
            all.put(state.code(), sum(counts, state::equals));
        }
        return all;
    }

    private static long sum(List<Count> counts, Predicate<MessageState> which) {
        return counts.stream()
                .filter(count -> which.test(count.state()))
                .mapToLong(Count::messages)
                .sum();
    }

    /** Rounded down: 100 is said when nothing is left. */
    private static @Nullable Double percent(Broadcast broadcast, boolean whole, long recipients, long open) {
        if (!whole && !broadcast.status().isEnded()) {
            return null;
        }
        return recipients == 0
                ? 100.0
                : BigDecimal.valueOf(recipients - open)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(recipients), 1, RoundingMode.DOWN)
                        .doubleValue();
    }

    private @Nullable String reason(
            Broadcast broadcast,
            boolean whole,
            @Nullable Due next,
            List<Count> counts,
            boolean atRateLimit,
            Instant now) {
        if (broadcast.status() == BroadcastStatus.PAUSED) {
            return "paused";
        }
        if (broadcast.status() != BroadcastStatus.RUNNING) {
            return null;
        }
        if (retries.isPending(broadcast.ref())) {
            return "retrying";
        }
        if (next != null && next.at().isAfter(now)) {
            return next.reason() == null ? WaitReason.SCHEDULED.code() : next.reason();
        }
        if (next == null && !whole) {
            return "audience";
        }
        if (next == null
                && sum(counts, MessageState.UNKNOWN::equals) > 0
                && sum(counts, MessageState.SENDING::equals) == 0) {
            return "unknown_outcome";
        }
        return atRateLimit ? "rate_limit" : "sending";
    }
}
