package ai.tulia.messaging.api.template;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.domain.template.TemplateSyntaxException;
import ai.tulia.messaging.store.template.TemplateText;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a text and its WhatsApp side can be a version of a template. */
final class TemplateTextValidator {
    /** Twilio refuses a longer body (error 21617). */
    static final int MAX_CONTENT_LENGTH = 1_600;

    private static final Pattern CONTENT_SID = Pattern.compile("HX[0-9a-fA-F]{32}");
    private static final Pattern WHATSAPP_VARIABLE = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private TemplateTextValidator() {}

    /** @throws ApiProblem 400 for what is wrong in itself, 422 for variables that lead nowhere */
    static TemplateText checked(
            @Nullable String content, @Nullable String contentSid, @Nullable Map<String, @Nullable String> variables) {
        MessageTemplate template = parsed(content);
        if (contentSid != null && !CONTENT_SID.matcher(contentSid).matches()) {
            throw ApiProblem.invalid(
                    "content_sid", "is no ContentSid", "give HX and 32 hexadecimal digits, or leave it out");
        }
        var map = Map.<String, String>of();
        if (variables != null && !variables.isEmpty()) {
            if (contentSid == null) {
                throw ApiProblem.impossible(
                        "content_sid_missing",
                        "content_variables",
                        "is given without content_sid",
                        "give the ContentSid of the approved template, or leave the variables out");
            }
            variables.forEach((whatsApp, ours) -> checkVariable(whatsApp, ours, template));
            map = Map.copyOf(nonNull(variables));
        }
        return new TemplateText(String.valueOf(content), contentSid, map);
    }

    private static MessageTemplate parsed(@Nullable String content) {
        if (content == null || content.isBlank()) {
            throw ApiProblem.invalid(
                    "content", content == null ? "is missing" : "is blank", "give a text of 1 to 1,600 characters");
        }
        if (content.length() > MAX_CONTENT_LENGTH) {
            throw ApiProblem.invalid("content", "has more than 1,600 characters", "shorten it");
        }
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

    private static void checkVariable(String whatsApp, @Nullable String ours, MessageTemplate template) {
        if (!WHATSAPP_VARIABLE.matcher(whatsApp).matches()) {
            throw ApiProblem.invalid(
                    "content_variables",
                    "has a key that is no WhatsApp variable",
                    "use numbers such as 1, or names of letters, digits and _");
        }
        if (ours == null || !template.variables().contains(ours)) {
            throw ApiProblem.impossible(
                    "unknown_variable",
                    "content_variables." + whatsApp,
                    "names no variable of the content",
                    template.variables().isEmpty()
                            ? "the content has no variables"
                            : "use one of " + String.join(", ", template.variables()));
        }
    }

    @SuppressWarnings("NullAway") // each value was checked against the template's variables
    private static Map<String, String> nonNull(Map<String, @Nullable String> variables) {
        return (Map<String, String>) variables;
    }
}
