package ai.tulia.messaging.domain.criteria;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong in a tree, up to a bound. */
final class Mistakes {
    private static final int MAX_NAME_LENGTH = 100;

    private final List<CriteriaError> errors = new ArrayList<>();

    void add(String path, String problem, String hint) {
        if (errors.size() < CriteriaException.MAX_ERRORS) {
            errors.add(new CriteriaError(path, problem, hint));
        }
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    CriteriaException asException() {
        return new CriteriaException(errors);
    }

    /** The path of a member whose name the caller made up, fit to be said back. */
    static String below(String path, Object name) {
        String text = String.valueOf(name);
        return path + "." + (text.length() <= MAX_NAME_LENGTH ? text : text.substring(0, MAX_NAME_LENGTH) + "…");
    }
}
