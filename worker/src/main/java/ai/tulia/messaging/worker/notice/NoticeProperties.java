package ai.tulia.messaging.worker.notice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How notices go out.
 *
 * @param mailFrom sender of mails; they go out only where {@code spring.mail.host} is set
 * @param answerWithin how long the mail server may take to answer
 */
@ConfigurationProperties("tulia.notice")
record NoticeProperties(
        @DefaultValue("notices@localhost") String mailFrom,
        @DefaultValue("10s") Duration answerWithin) {}
