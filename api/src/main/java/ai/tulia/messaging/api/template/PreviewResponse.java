package ai.tulia.messaging.api.template;

import ai.tulia.messaging.domain.template.MessageTemplate;
import ai.tulia.messaging.store.template.TemplateVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message would say.
 *
 * @param content null while values are missing: such a message would be refused
 * @param missing variables with neither value nor fallback
 */
record PreviewResponse(int version, @Nullable String content, List<String> missing, List<FilledVariable> variables) {

    /** @param value what it is filled with; null = its fallback, or nothing */
    record FilledVariable(
            String name, boolean required, @Nullable String value) {}

    static PreviewResponse of(TemplateVersion version, Map<String, String> values) {
        var template = MessageTemplate.parse(version.content());
        var missing = List.copyOf(template.missing(values));
        return new PreviewResponse(
                version.version(),
                missing.isEmpty() ? template.render(values) : null,
                missing,
                VariableResponse.of(version.content()).stream()
                        .map(variable ->
                                new FilledVariable(variable.name(), variable.required(), values.get(variable.name())))
                        .toList());
    }
}
