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

    private final String code;

    Operator(String code) {
        this.code = code;
    }

    /** Null when no operator has this code. */
    static @Nullable Operator fromCode(String code) {
        for (Operator operator : values()) {
            if (operator.code.equals(code)) {
                return operator;
            }
        }
        return code.equals(UNEQUAL_SIGN) ? UNEQUAL : null;
    }

    static String codes(Collection<Operator> operators) {
        return operators.stream().map(operator -> operator.code).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return code;
    }
}
