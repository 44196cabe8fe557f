package ai.tulia.messaging.api.template;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.requestfields.RequestedText;
import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.store.template.TemplateText;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a text and its WhatsApp side can be a version of a template. */
final class TemplateTextValidator {
    private static final String VARIABLES = "content_variables";
    private static final Pattern CONTENT_SID = Pattern.compile("HX[0-9a-fA-F]{32}");
    private static final Pattern WHATSAPP_VARIABLE = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private TemplateTextValidator() {}

    /**
     * @param checks where what is wrong is gathered, beside what the caller found
     * @throws ApiProblem 400 for what is wrong in itself, 422 for variables that lead nowhere
     */
    static TemplateText checked(
            @Nullable String content,
            @Nullable String contentSid,
            @Nullable Map<String, @Nullable String> variables,
            Checks checks) {
        MessageTemplate template = parsed(content, checks);
        checks.that(
                contentSid == null || CONTENT_SID.matcher(contentSid).matches(),
                "content_sid",
                "is no ContentSid",
                "give HX and 32 hexadecimal digits, or leave it out");
        if (variables != null && !variables.isEmpty()) {
            checks.possible(
                    contentSid != null,
                    "content_sid_missing",
                    VARIABLES,
                    "is given without content_sid",
                    "give the ContentSid of the approved template, or leave the variables out");
            variables.forEach((whatsApp, ours) -> check(whatsApp, ours, template, checks));
        }
        checks.done();
        return new TemplateText(
                String.valueOf(content), contentSid, variables == null ? Map.of() : Map.copyOf(nonNull(variables)));
    }

    /** Null when a mistake was added to the checks. */
    private static @Nullable MessageTemplate parsed(@Nullable String content, Checks checks) {
        if (content == null || content.isBlank()) {
            checks.that(
                    false,
                    "content",
                    content == null ? "is missing" : "is blank",
                    "give a text of 1 to 1,600 characters");
            return null;
        }
        checks.that(
                content.length() <= RequestedText.MAX_TEXT_LENGTH,
                "content",
                "has more than 1,600 characters",
                "shorten it");
        return RequestedText.parsed(content, checks);
    }

    /** @param template null = not known: the content is wrong itself */
    private static void check(
            String whatsApp, @Nullable String ours, @Nullable MessageTemplate template, Checks checks) {
        if (!WHATSAPP_VARIABLE.matcher(whatsApp).matches()) {
            checks.that(
                    false,
                    VARIABLES,
                    "has a key that is no WhatsApp variable",
                    "use numbers such as 1, or names of letters, digits and _");
        } else if (template != null) {
            checks.possible(
                    ours != null && template.variables().contains(ours),
                    "unknown_variable",
                    VARIABLES + "." + whatsApp,
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
