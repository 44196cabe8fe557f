package ai.tulia.messaging.api.template;

import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.store.template.TemplateText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A template as a caller makes one. */
record TemplateRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String name,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String content,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String messageType,

        @Nullable String description,
        @Nullable String contentSid,
        @Nullable Map<String, @Nullable String> contentVariables) {
    /** The words of every message type. */
    static final List<String> TYPES =
            Arrays.stream(MessageType.values()).map(MessageType::code).toList();

    private static final int MAX_NAME_LENGTH = 120;
    private static final int MAX_DESCRIPTION_LENGTH = 1_000;

    /** @param text its first version */
    record Checked(String name, MessageType type, TemplateText text) {}

    Checked checked() {
        var checks = new Checks()
                .required("name", name)
                .text("name", name, MAX_NAME_LENGTH)
                .required("message_type", messageType)
                .oneOf("message_type", messageType, TYPES)
                .lines("description", description, MAX_DESCRIPTION_LENGTH);
        TemplateText text = TemplateTextValidator.checked(content, contentSid, contentVariables, checks);
        return new Checked(
                Objects.requireNonNull(name), MessageType.fromCode(Objects.requireNonNull(messageType)), text);
    }
}
