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
 * Whether the attributes that criteria ask for are there at all, and can be what they are compared with. One that no customer
 * has is a slip of the pen, which {@code !=} would turn into everybody; so is a number where an import stored texts.
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
     * @throws ApiProblem 422 {@code unknown_attribute} with the path of each that no customer of the tenant has; 422
     *     {@code attribute_is_text} with the path of each number that is compared with one that every customer has as a text
     */
    public void require(UUID tenant, Object tree, String field) {
        List<AttributeUse> uses = Criteria.attributes(tree, field);
        if (uses.isEmpty()) {
            return;
        }
        requireKnown(tenant, uses);
        requireNumbers(
                tenant, uses.stream().filter(AttributeUse::comparesNumbers).toList());
    }

    private void requireKnown(UUID tenant, List<AttributeUse> uses) {
        Set<String> seen = attributes.newest(tenant);
        Set<String> names = names(uses);
        names.removeAll(seen);
        Set<String> unknown = attributes.unknown(tenant, names);
        var checks = new Checks();
        uses.stream()
                .filter(use -> unknown.contains(use.name()))
                .limit(MAX_ERRORS)
                .forEach(use -> checks.possible(
                        false,
                        "unknown_attribute",
                        use.fieldPath(),
                        "is an attribute that no customer has",
                        hint(use.name(), seen)));
        checks.done();
    }

    private void requireNumbers(UUID tenant, List<AttributeUse> uses) {
        Set<String> texts = attributes.onlyTexts(tenant, names(uses));
        var checks = new Checks();
        uses.stream()
                .filter(use -> texts.contains(use.name()))
                .limit(MAX_ERRORS)
                .forEach(use -> checks.possible(
                        false,
                        "attribute_is_text",
                        use.valuePath(),
                        "is a number, but every customer who has attr." + use.name() + " has it as a text",
                        "give a string, or import the column as attr." + use.name() + ":number"));
        checks.done();
    }

    private static Set<String> names(List<AttributeUse> uses) {
        return uses.stream().map(AttributeUse::name).collect(Collectors.toCollection(HashSet::new));
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
