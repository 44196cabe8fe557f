package ai.tulia.messaging.domain.template;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A template cannot be rendered: these variables have neither a value nor a fallback. */
public final class MissingVariableException extends RuntimeException {
    private final Set<String> variables;

    public MissingVariableException(Set<String> variables) {
        super("no value and no fallback for " + String.join(", ", variables));
        this.variables = Collections.unmodifiableSet(new LinkedHashSet<>(variables));
    }

    public Set<String> variables() {
        return variables;
    }
}
