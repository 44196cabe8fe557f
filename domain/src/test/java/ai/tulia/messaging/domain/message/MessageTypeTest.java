package ai.tulia.messaging.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.tulia.messaging.domain.consent.ConsentType;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTypeTest {
    @ParameterizedTest
    @CsvSource({
        // word,        consent,       required, held by night, held by limit, open, validity, to many, priority
        "transactional, TRANSACTIONAL, false,    false,         false,         true,  PT24H,    true,    1",
        "manual_reply,  TRANSACTIONAL, false,    false,         false,         true,  PT1H,     false,   1",
        "reminder,      REMINDER,      true,     false,         false,         true,  PT24H,    true,    2",
        "promotional,   PROMOTIONAL,   true,     true,          true,          false, PT72H,    true,    4",
        "re_engagement, PROMOTIONAL,   true,     true,          true,          false, PT72H,    true,    5",
    })
    void eachTypeHasItsRules(
            String word,
            ConsentType consent,
            boolean required,
            boolean deferredAtNight,
            boolean subjectToDailyLimit,
            boolean open,
            Duration validity,
            boolean broadcastable,
            int priority) {
        MessageType type = MessageType.fromCode(word);
        assertThat(type.code()).isEqualTo(word);
        assertThat(type.rules())
                .isEqualTo(new MessageTypeRules(
                        consent,
                        required,
                        deferredAtNight,
                        subjectToDailyLimit,
                        open,
                        validity,
                        broadcastable,
                        priority));
    }

    @Test
    void typesOfOnePriorityStandOnOneStepAndTheLastOnNone() {
        assertThat(MessageType.TRANSACTIONAL.prioritiesBelow()).isEqualTo(3);
        assertThat(MessageType.MANUAL_REPLY.prioritiesBelow()).isEqualTo(3);
        assertThat(MessageType.REMINDER.prioritiesBelow()).isEqualTo(2);
        assertThat(MessageType.PROMOTIONAL.prioritiesBelow()).isEqualTo(1);
        assertThat(MessageType.RE_ENGAGEMENT.prioritiesBelow()).isZero();
    }

    @Test
    void anUnknownWordIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageType.fromCode("PROMOTIONAL"));
        assertThatIllegalArgumentException().isThrownBy(() -> Channel.fromCode("fax"));
        assertThatIllegalArgumentException().isThrownBy(() -> ConsentType.fromCode("any"));
    }

    @Test
    void theFormOfTheSenderDecidesTheChannelAndTheFormOfTheRecipient() {
        assertThat(Channel.ofSender("whatsapp:+14155552671")).isEqualTo(Channel.WHATSAPP);
        assertThat(Channel.ofSender("+14155552671")).isEqualTo(Channel.SMS);
        assertThat(Channel.WHATSAPP.address("+4915123456789")).isEqualTo("whatsapp:+4915123456789");
        assertThat(Channel.SMS.address("+4915123456789")).isEqualTo("+4915123456789");
    }
}
