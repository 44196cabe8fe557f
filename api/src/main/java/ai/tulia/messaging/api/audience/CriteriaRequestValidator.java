package ai.tulia.messaging.api.audience;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.criteria.Criteria;
import ai.tulia.messaging.domain.criteria.CriteriaCost;
import ai.tulia.messaging.domain.criteria.CriteriaException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the criteria of a request, for every route that takes some. */
public final class CriteriaRequestValidator {
    private static final String HINT = "leave some out: a condition costs 1, on a consent " + CriteriaCost.CONSENT
            + ", on the time in an attribute " + CriteriaCost.TIME + ", on last_contact_at " + CriteriaCost.LAST_CONTACT
            + ", and each " + CriteriaCost.VALUES + " values of a list 1 more; a tag can stand for many of them";

    private CriteriaRequestValidator() {}

    /**
     * @param field the request's field that holds them, such as {@code recipient_criteria}
     * @param tree its value as bound from JSON: maps, lists, strings, numbers, booleans
     * @throws ApiProblem 400 naming the path of each mistake; null is one
     */
    public static Criteria checked(String field, @Nullable Object tree) {
        var checks = new Checks();
        Criteria criteria = read(field, tree, checks);
        checks.done();
        return Objects.requireNonNull(criteria);
    }

    /** The same beside other checks of one request. @return null when a mistake was added to the checks */
    public static @Nullable Criteria read(String field, @Nullable Object tree, Checks checks) {
        if (tree == null) {
            checks.that(false, field, "is missing", "give criteria; {\"all\": []} is everyone");
            return null;
        }
        try {
            Criteria criteria = Criteria.parse(tree, field);
            int cost = CriteriaCost.of(criteria);
            checks.that(
                    cost <= CriteriaCost.MAX,
                    field,
                    "cost too much to ask of every customer: " + cost + " of at most " + CriteriaCost.MAX,
                    HINT);
            return criteria;
        } catch (CriteriaException wrong) {
            wrong.errors().forEach(error -> checks.that(false, error.path(), error.problem(), error.hint()));
            return null;
        }
    }
}
