package ai.tulia.messaging.api.template;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.template.TemplateText;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A template as a caller makes one. */
record NewTemplate(
        @Nullable String name,
        @Nullable String content,
        @Nullable String messageType,
        @Nullable String description,
        @Nullable String contentSid,
        @Nullable Map<String, @Nullable String> contentVariables) {
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_DESCRIPTION = 1_000;

    /** @param text its first version */
    record Checked(String name, MessageType type, TemplateText text) {}

    Checked checked() {
        if (name == null || name.isBlank()) {
            throw ApiProblem.invalid("name", name == null ? "is missing" : "is blank", "give it a name");
        }
        if (name.length() > LONGEST_NAME) {
            throw ApiProblem.invalid("name", "has more than " + LONGEST_NAME + " characters", "shorten it");
        }
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            throw ApiProblem.invalid(
                    "description", "has more than " + LONGEST_DESCRIPTION + " characters", "shorten it");
        }
        return new Checked(name, type(messageType), TemplateTextCheck.checked(content, contentSid, contentVariables));
    }

    /** @throws ApiProblem 400 when it is no message type */
    static MessageType type(@Nullable String word) {
        for (MessageType type : MessageType.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw ApiProblem.invalid(
                "message_type",
                word == null ? "is missing" : "is no message type",
                "use one of "
                        + Arrays.stream(MessageType.values())
                                .map(MessageType::word)
                                .collect(Collectors.joining(", ")));
    }
}
