package ai.tulia.messaging.domain.message;

import ai.tulia.messaging.domain.consent.ConsentType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a message is for. The rules of each type are data ({@link MessageTypeRules}); nothing else in the code asks
 * which type a message has.
 */
public enum MessageType {
    TRANSACTIONAL(
            new MessageTypeRules(ConsentType.TRANSACTIONAL, false, false, false, true, Duration.ofHours(24), true, 1)),
    MANUAL_REPLY(
            new MessageTypeRules(ConsentType.TRANSACTIONAL, false, false, false, true, Duration.ofHours(1), false, 1)),
    REMINDER(new MessageTypeRules(ConsentType.REMINDER, true, false, false, true, Duration.ofHours(24), true, 2)),
    PROMOTIONAL(new MessageTypeRules(ConsentType.PROMOTIONAL, true, true, true, false, Duration.ofHours(72), true, 4)),
    RE_ENGAGEMENT(
            new MessageTypeRules(ConsentType.PROMOTIONAL, true, true, true, false, Duration.ofHours(72), true, 5));

    private final MessageTypeRules rules;

    MessageType(MessageTypeRules rules) {
        this.rules = rules;
    }

    public MessageTypeRules rules() {
        return rules;
    }

    /** How many priorities come after this type's: 0 for the last. */
    public int prioritiesBelow() {
        return (int) Arrays.stream(values())
                .mapToInt(type -> type.rules.priority())
                .filter(priority -> priority > rules.priority())
                .distinct()
                .count();
    }

    /** The code used in the API and in the ledger, such as {@code re_engagement}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no type has this code */
    public static MessageType fromCode(String code) {
        for (MessageType type : values()) {
            if (type.code().equals(code)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no message type is called '" + code + "'");
    }
}
