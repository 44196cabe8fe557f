package ai.tulia.messaging.domain.criteria;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a field is compared. */
public enum Operator {
    EQUAL("="),
    UNEQUAL("!="),
    IN("in"),
    LESS("<"),
    GREATER(">"),
    EXISTS("exists"),
    BEFORE("before"),
    AFTER("after");

    static final Set<Operator> ALL = Collections.unmodifiableSet(EnumSet.allOf(Operator.class));

    private static final String UNEQUAL_SIGN = "≠";

    private final String word;

    Operator(String word) {
        this.word = word;
    }

    /** Null when no operator has this word. */
    static @Nullable Operator ofWord(String word) {
        for (Operator operator : values()) {
            if (operator.word.equals(word)) {
                return operator;
            }
        }
        return word.equals(UNEQUAL_SIGN) ? UNEQUAL : null;
    }

    static String words(Collection<Operator> operators) {
        return operators.stream().map(operator -> operator.word).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return word;
    }
}
