package ai.tulia.messaging.api.template;

import ai.tulia.messaging.domain.template.MessageTemplate;
import java.util.List;

/**
 * A variable of a template.
 *
 * @param required whether it has no fallback, so that a message needs a value for it
 */
record VariableResponse(String name, boolean required) {
    static List<VariableResponse> of(String content) {
        var template = MessageTemplate.parse(content);
        return template.variables().stream()
                .map(name -> new VariableResponse(name, template.required().contains(name)))
                .toList();
    }
}
