package ai.tulia.messaging.api.template;

import ai.tulia.messaging.domain.template.MessageTemplate;
import java.util.List;

/**
 * A variable of a template.
 *
 * @param required whether it has no fallback, so that a message needs a value for it
 */
record VariableAnswer(String name, boolean required) {
    static List<VariableAnswer> of(String content) {
        var template = MessageTemplate.parse(content);
        return template.variables().stream()
                .map(name -> new VariableAnswer(name, template.required().contains(name)))
                .toList();
    }
}
