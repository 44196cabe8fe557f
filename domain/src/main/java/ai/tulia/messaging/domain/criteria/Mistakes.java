package ai.tulia.messaging.domain.criteria;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong in a tree, up to a bound. */
final class Mistakes {
    private static final int LONGEST_NAME = 100;

    private final List<CriteriaError> errors = new ArrayList<>();

    void add(String path, String problem, String mend) {
        if (errors.size() < CriteriaException.MOST_ERRORS) {
            errors.add(new CriteriaError(path, problem, mend));
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
        return path + "." + (text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…");
    }
}
