package ai.tulia.messaging.api.requestfields;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.domain.template.TemplateSyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The text that a request gives or names, and what it is for. */
public final class RequestedText {
    /** Twilio refuses a longer body (error 21617). */
    public static final int MAX_TEXT_LENGTH = 1_600;

    public static final List<String> TYPES =
            Arrays.stream(MessageType.values()).map(MessageType::code).toList();

    private RequestedText() {}

    /**
     * What is wrong goes to the checks.
     *
     * @return the content, unless none was given or it is wrong
     */
    public static @Nullable MessageTemplate checked(
            @Nullable String content, @Nullable UUID templateId, @Nullable String messageType, Checks checks) {
        checks.that(
                        (content == null) != (templateId == null),
                        "content",
                        content == null ? "is missing, and so is template_id" : "is given, and so is template_id",
                        "give content or template_id, one of them")
                .lines("content", content, MAX_TEXT_LENGTH)
                .that(
                        content == null || messageType != null,
                        "message_type",
                        "is missing",
                        "with content, say what the message is for: one of " + String.join(", ", TYPES))
                .oneOf("message_type", messageType, TYPES);
        return content == null ? null : parsed(content, checks);
    }

    /** @return null when an unknown placeholder form was added to the checks, with its place */
    public static @Nullable MessageTemplate parsed(String content, Checks checks) {
        try {
            return MessageTemplate.parse(content);
        } catch (TemplateSyntaxException e) {
            checks.that(
                            false,
                            "content",
                            e.problem() + " (line " + e.line() + ", column " + e.column() + ")",
                            "a placeholder is {{name}} or {{name|fallback}}")
                    .with("line", e.line())
                    .with("column", e.column());
            return null;
        }
    }

    /**
     * The type of what is made from a template.
     *
     * @param given null = the template's
     * @throws ApiProblem 422 when it is not the template's
     */
    public static MessageType typeOf(@Nullable MessageType given, MessageType template) {
        if (given != null && given != template) {
            throw ApiProblem.impossible(
                    "type_mismatch",
                    "message_type",
                    "is not the template's",
                    "leave it out, or give " + template.code());
        }
        return template;
    }
}
