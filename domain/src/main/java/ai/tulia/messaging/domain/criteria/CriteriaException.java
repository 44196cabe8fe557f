package ai.tulia.messaging.domain.criteria;

import java.util.List;

/** A tree that is no criteria: every mistake in it, in the order of the tree. */
public final class CriteriaException extends RuntimeException {
    /** Enough to fix a tree by. */
    public static final int MAX_ERRORS = 50;

    private final List<CriteriaError> errors;

    CriteriaException(List<CriteriaError> errors) {
        super(errors.getFirst().path() + ": " + errors.getFirst().problem());
        this.errors = List.copyOf(errors);
    }

    public List<CriteriaError> errors() {
        return errors;
    }
}
