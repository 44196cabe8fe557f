package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.domain.template.TemplateSyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether the fields of a message are right in themselves. */
final class WishCheck {
    /** Twilio refuses a longer body (error 21617). */
    static final int LONGEST_TEXT = 1_600;

    static final List<String> TYPES =
            Arrays.stream(MessageType.values()).map(MessageType::word).toList();
    private static final List<String> OVER_LIMIT = Arrays.stream(OverLimit.values())
            .map(choice -> choice.name().toLowerCase(Locale.ROOT))
            .toList();

    private WishCheck() {}

    /**
     * @param checks where what is wrong is gathered, beside what the caller found
     * @throws ApiProblem 400 with everything that is wrong
     */
    static Wish checked(MessageFields fields, OverLimit byDefault, Checks checks) {
        String content = fields.content();
        checks.required("customer_id", fields.customerId())
                .that(
                        (content == null) != (fields.templateId() == null),
                        "content",
                        content == null ? "is missing, and so is template_id" : "is given, and so is template_id",
                        "give content or template_id, one of them")
                .lines("content", content, LONGEST_TEXT)
                .that(
                        content == null || fields.messageType() != null,
                        "message_type",
                        "is missing",
                        "with content, say what the message is for: one of " + String.join(", ", TYPES))
                .oneOf("message_type", fields.messageType(), TYPES)
                .oneOf("when_over_limit", fields.whenOverLimit(), OVER_LIMIT);
        var metadata = JsonFields.metadata(fields.metadata(), checks);
        var context = JsonFields.context(fields.context(), checks);
        checks.done();
        return new Wish(
                Objects.requireNonNull(fields.customerId()),
                content == null ? null : parsed(content),
                fields.templateId(),
                context,
                fields.messageType() == null ? null : MessageType.ofWord(fields.messageType()),
                overLimit(fields.whenOverLimit(), byDefault),
                metadata);
    }

    private static OverLimit overLimit(@Nullable String word, OverLimit byDefault) {
        return word == null ? byDefault : OverLimit.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static MessageTemplate parsed(String content) {
        try {
            return MessageTemplate.parse(content);
        } catch (TemplateSyntaxException e) {
            throw ApiProblem.invalid(
                            "content",
                            e.problem() + " (line " + e.line() + ", column " + e.column() + ")",
                            "a placeholder is {{name}} or {{name|fallback}}")
                    .with("line", e.line())
                    .with("column", e.column());
        }
    }
}
