package ai.tulia.messaging.worker.notice;

import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.notice.NoticeToSend;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Mails to the tenant's {@code notify_email}, in a process where {@code spring.mail.host} is set. */
@Component
class NoticeMail {
    /** The same whatever kept it from being sent: the tenant is not to learn what our mail server looks like. */
    static final String NOT_SENT = "not sent";

    private static final Logger log = LoggerFactory.getLogger(NoticeMail.class);

    private final @Nullable JavaMailSender mail;
    private final NoticeProperties properties;

    NoticeMail(ObjectProvider<JavaMailSender> mail, NoticeProperties properties) {
        this.mail = mail.getIfAvailable();
        if (this.mail instanceof JavaMailSenderImpl sender) {
            // Without these a silent mail server would block a worker for ever.
            String millis = Long.toString(properties.answerWithin().toMillis());
            for (String limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
                sender.getJavaMailProperties().putIfAbsent("mail.smtp." + limit, millis);
            }
        }
        this.properties = properties;
    }

    /** @throws NotSentException when it did not arrive, as far as we know */
    void send(NoticeToSend notice, String email) {
        if (mail == null) {
            log.warn(
                    "notice {} not mailed, attempt {}: no mail server is set (spring.mail.host)",
                    notice.id(),
                    notice.attempts());
            throw new NotSentException();
        }
        var message = new SimpleMailMessage();
        message.setFrom(properties.mailFrom());
        message.setTo(email);
        message.setSubject(subject(notice));
        message.setText(text(notice));
        try {
            mail.send(message);
        } catch (MailException e) {
            log.info(
                    "notice {} not mailed, attempt {}: {}",
                    notice.id(),
                    notice.attempts(),
                    e.getClass().getSimpleName());
            throw new NotSentException();
        }
    }

    private static String subject(NoticeToSend notice) {
        return switch (notice.kind()) {
            case WEBHOOK_DISABLED -> "Tulia: a webhook endpoint was disabled";
            case UNKNOWN_OVERDUE -> "Tulia: messages whose outcome is unknown";
            case SECRET_UNREADABLE -> "Tulia: a secret of yours cannot be opened";
            case QUOTA_80, QUOTA_100 -> "Tulia: %d of %d messages in 24 hours".formatted(notice.used(), notice.limit());
        };
    }

    private static String text(NoticeToSend notice) {
        String at = TimeFormat.instant(notice.createdAt());
        return switch (notice.kind()) {
            case WEBHOOK_DISABLED -> """
                At %s webhook endpoint %s was disabled: it answered 410, or took nothing for five days.
                What happens meanwhile is not told there. Enable it again with PATCH /v1/webhook-endpoints/%s.
                """.formatted(at, notice.webhookEndpointId(), notice.webhookEndpointId());
            case UNKNOWN_OVERDUE -> """
                At %s it was not known of %d of your messages whether they were sent: asking Twilio has not settled it.
                GET /v1/messages?state=unknown lists them. Check that the Twilio account and its auth token are right.
                """.formatted(at, notice.messages());
            case SECRET_UNREADABLE -> """
                At %s the token of your Twilio account, or the secret of a webhook endpoint, could not be opened.
                Until that is fixed your messages wait, or your webhooks. Your operator has been told; GET /v1/notices
                says which secret it is.
                """.formatted(at);
            case QUOTA_80, QUOTA_100 -> """
                At %s you had sent %d of the %d messages your plan allows in any 24 hours.
                %s
                A larger plan lifts the limit.
                """.formatted(at, notice.used(), notice.limit(), outlook(notice));
        };
    }

    private static String outlook(NoticeToSend notice) {
        return notice.used() >= notice.limit()
                ? "Campaign messages over the limit wait for the next day; reminders and replies still go out."
                : "Beyond the limit, campaign messages wait for the next day; reminders and replies still go out.";
    }

    /** Says no address, and nothing of what answered. */
    static final class NotSentException extends RuntimeException {
        NotSentException() {
            super(NOT_SENT);
        }
    }
}
