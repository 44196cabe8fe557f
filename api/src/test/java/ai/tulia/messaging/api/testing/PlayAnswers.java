package ai.tulia.messaging.api.testing;

import ai.tulia.messaging.api.idempotency.AcceptedMessageAnswer;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;

/** Stands where the messages will answer for themselves. */
@Configuration(proxyBeanMethods = false)
public class PlayAnswers {
    @Bean
    @ConditionalOnMissingBean
    AcceptedMessageAnswer playAnswer() {
        return (tenantId, messageId) -> ResponseEntity.accepted().body(Map.of("message_id", messageId));
    }
}
