package ai.tulia.messaging.worker.notice;

import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.notice.NoticeToSend;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Mails to the tenant's {@code notify_email}, in a process where {@code spring.mail.host} is set. */
@Component
@Order(2)
class MailChannel implements NoticeChannel {
    private final @Nullable JavaMailSender mail;
    private final NoticeProperties properties;

    MailChannel(ObjectProvider<JavaMailSender> mail, NoticeProperties properties) {
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

    @Override
    public String code() {
        return "mail";
    }

    @Override
    public boolean reaches(NoticeToSend notice) {
        return notice.destination().email() != null;
    }

    @Override
    public void send(NoticeToSend notice, Instant now) {
        if (mail == null) {
            throw new DeliveryException("no mail server is set up (spring.mail.host)", true);
        }
        var message = new SimpleMailMessage();
        message.setFrom(properties.mailFrom());
        message.setTo(notice.destination().email());
        message.setSubject("Tulia: %d of %d messages in 24 hours".formatted(notice.used(), notice.limit()));
        message.setText(
                """
                At %s you had sent %d of the %d messages your plan allows in any 24 hours.
                %s
                A larger plan lifts the limit.
                """.formatted(TimeFormat.instant(notice.createdAt()), notice.used(), notice.limit(), outlook(notice)));
        try {
            mail.send(message);
        } catch (MailException e) {
            throw new DeliveryException(
                    "the mail server did not take it (" + e.getClass().getSimpleName() + ")", true);
        }
    }

    private static String outlook(NoticeToSend notice) {
        return notice.used() >= notice.limit()
                ? "Campaign messages over the limit wait for the next day; reminders and replies still go out."
                : "Beyond the limit, campaign messages wait for the next day; reminders and replies still go out.";
    }
}
