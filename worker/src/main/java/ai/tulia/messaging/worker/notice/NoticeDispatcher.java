package ai.tulia.messaging.worker.notice;

import ai.tulia.messaging.store.notice.NoticeOutbox;
import ai.tulia.messaging.store.notice.NoticeToSend;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Mails notices to tenants that have an address, with {@link RetrySchedule ten tries}. At least once: a worker that dies
 * between the mail server's answer and the ledger sends again. Webhooks about the daily limit are apart from this.
 */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
@EnableConfigurationProperties(NoticeProperties.class)
public class NoticeDispatcher {
    private static final int AT_ONCE = 50;

    private final NoticeOutbox outbox;
    private final NoticeMail mail;

    NoticeDispatcher(NoticeOutbox outbox, NoticeMail mail) {
        this.outbox = outbox;
        this.mail = mail;
    }

    /**
     * Sends what is due, side by side. Run it every few seconds, in as many workers as there are.
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
            String email = notice.email();
            if (email == null) {
                outbox.keep(notice);
            } else {
                send(notice, email, now);
            }
        });
        return claimed.isPresent() ? 1 : 0;
    }

    private void send(NoticeToSend notice, String email, Instant now) {
        try {
            mail.send(notice, email);
            outbox.delivered(notice, now);
        } catch (NoticeMail.NotSentException e) {
            if (notice.attempts() < RetrySchedule.TRIES) {
                outbox.retry(notice, now.plus(RetrySchedule.delayAfter(notice.attempts())), NoticeMail.NOT_SENT);
            } else {
                outbox.failed(notice, NoticeMail.NOT_SENT);
            }
        }
    }
}
