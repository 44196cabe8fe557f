package ai.tulia.messaging.api.audience;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.domain.criteria.AttributeUse;
import ai.tulia.messaging.domain.criteria.Criteria;
import ai.tulia.messaging.domain.criteria.CustomerField;
import ai.tulia.messaging.store.audience.CustomerAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whether the attributes that criteria ask for are there at all. One that no customer has is a slip of the pen, which
 * {@code !=} would turn into everybody.
 */
@Component
public class AttributeCheck {
    private static final int MAX_ERRORS = 50;

    private final CustomerAttributes attributes;

    AttributeCheck(CustomerAttributes attributes) {
        this.attributes = attributes;
    }

    /**
     * Within the open tenant transaction.
     *
     * @param tree criteria that are right in themselves
     * @param field the request's field that holds them
     * @throws ApiProblem 422 {@code unknown_attribute} with the path of each that no customer of the tenant has
     */
    public void require(UUID tenant, Object tree, String field) {
        List<AttributeUse> uses = Criteria.attributes(tree, field);
        if (uses.isEmpty()) {
            return;
        }
        Set<String> seen = attributes.newest(tenant);
        Set<String> names = uses.stream().map(AttributeUse::name).collect(Collectors.toCollection(HashSet::new));
        names.removeAll(seen);
        Set<String> unknown = attributes.unknown(tenant, names);
        var checks = new Checks();
        uses.stream()
                .filter(use -> unknown.contains(use.name()))
                .limit(MAX_ERRORS)
                .forEach(use -> checks.possible(
                        false,
                        "unknown_attribute",
                        use.path(),
                        "is an attribute that no customer has",
                        hint(use.name(), seen)));
        checks.done();
    }

    private static String hint(String name, Collection<String> seen) {
        String near = NameSuggestions.of(name, seen).stream()
                .map(one -> CustomerField.ATTRIBUTE + one)
                .collect(Collectors.joining(", "));
        return near.isEmpty()
                ? "give the customers their attributes first"
                : "give one that customers have, such as " + near;
    }
}
