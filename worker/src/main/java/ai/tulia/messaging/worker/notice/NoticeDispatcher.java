package ai.tulia.messaging.worker.notice;

import ai.tulia.messaging.store.notice.NoticeOutbox;
import ai.tulia.messaging.store.notice.NoticeToSend;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Sends the warnings of the daily limit: by webhook where the tenant has one, by mail where it has only that, or when
 * the webhook has failed for good. Each channel gets {@link RetrySchedule ten tries}. At least once: a worker that dies
 * between the receiver's answer and the ledger sends again, with the same id.
 */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
@EnableConfigurationProperties(NoticeProperties.class)
public class NoticeDispatcher {
    private static final Logger log = LoggerFactory.getLogger(NoticeDispatcher.class);
    private static final int AT_ONCE = 50;

    private final NoticeOutbox outbox;
    private final List<NoticeChannel> channels;

    NoticeDispatcher(NoticeOutbox outbox, List<NoticeChannel> channels) {
        this.outbox = outbox;
        this.channels = channels;
    }

    /**
     * Sends what is due, side by side, so that one slow receiver holds up this round and no more. Run it every few
     * seconds, in as many workers as there are.
     *
     * @return how many were tried
     */
    public int deliverDue(Instant now) {
        List<NoticeOutbox.Due> due = outbox.due(now, AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return due.stream()
                    .map(one -> CompletableFuture.supplyAsync(() -> deliver(one, now), threads))
                    .toList()
                    .stream()
                    .mapToInt(CompletableFuture::join)
                    .sum();
        }
    }

    private int deliver(NoticeOutbox.Due due, Instant now) {
        var claimed = outbox.claim(due, now);
        claimed.ifPresent(notice -> {
            int from = from(notice);
            if (from < 0) {
                outbox.keep(notice);
            } else {
                send(notice, from, now);
            }
        });
        return claimed.isPresent() ? 1 : 0;
    }

    private void send(NoticeToSend notice, int from, Instant now) {
        NoticeChannel channel = channels.get(from);
        // The channel tried before may be gone; then the tries count anew.
        int attempt = notice.channel() == null || channel.code().equals(notice.channel()) ? notice.attempts() : 1;
        try {
            channel.send(notice, now);
            outbox.delivered(notice, channel.code(), now);
        } catch (DeliveryException e) {
            String error = Objects.requireNonNull(e.getMessage());
            log.info("notice {} by {}, try {}: {}", notice.id(), channel.code(), attempt, error);
            int next = next(notice, from + 1);
            if (e.worthRetrying() && attempt < RetrySchedule.TRIES) {
                outbox.retry(notice, channel.code(), attempt, now.plus(RetrySchedule.delayAfter(attempt)), error);
            } else if (next >= 0) {
                outbox.retry(notice, channels.get(next).code(), 0, now, channel.code() + ": " + error);
            } else {
                outbox.failed(notice, channel.code(), error);
            }
        }
    }

    /** Where it goes now: on by the channel tried before, else by the first that reaches the tenant; below 0 = none. */
    private int from(NoticeToSend notice) {
        for (int i = 0; i < channels.size(); i++) {
            if (channels.get(i).code().equals(notice.channel())
                    && channels.get(i).reaches(notice)) {
                return i;
            }
        }
        return next(notice, 0);
    }

    private int next(NoticeToSend notice, int from) {
        for (int i = from; i < channels.size(); i++) {
            if (channels.get(i).reaches(notice)) {
                return i;
            }
        }
        return -1;
    }
}
