package ai.tulia.messaging.domain.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the groups of a tree; what is no group is a condition's. Null = not readable, and a mistake says why. */
final class CriteriaParser {
    private static final List<String> GROUPS = List.of("all", "any", "not");
    private static final String FORM = "give {\"all\": […]}, {\"any\": […]}, {\"not\": {…}}"
            + " or {\"field\": \"…\", \"op\": \"…\", \"value\": …}";

    private final Mistakes mistakes = new Mistakes();
    private final ConditionParser conditions = new ConditionParser(mistakes);
    private final String root;
    private int count;

    private CriteriaParser(String root) {
        this.root = root;
    }

    static Criteria parse(@Nullable Object tree, String path) {
        return new CriteriaParser(path).parsed(tree);
    }

    static List<AttributeUse> attributes(@Nullable Object tree, String path) {
        var parser = new CriteriaParser(path);
        parser.parsed(tree);
        return parser.conditions.attributes();
    }

    private Criteria parsed(@Nullable Object tree) {
        Criteria criteria = node(tree, root, 1);
        if (!mistakes.isEmpty()) {
            throw mistakes.asException();
        }
        return Objects.requireNonNull(criteria);
    }

    private @Nullable Criteria node(@Nullable Object tree, String path, int depth) {
        if (!(tree instanceof Map<?, ?> node)) {
            mistakes.add(path, "is no object", FORM);
            return null;
        }
        if (depth > Criteria.MAX_DEPTH) {
            mistakes.add(path, "nests deeper than " + Criteria.MAX_DEPTH + " levels", "say it with fewer groups");
            return null;
        }
        for (String group : GROUPS) {
            if (node.containsKey(group)) {
                return alone(group, node, path) ? group(group, node.get(group), path + "." + group, depth) : null;
            }
        }
        if (!ConditionParser.looksLikeOne(node)) {
            mistakes.add(path, "is neither a group nor a condition", FORM);
            return null;
        }
        return counted() ? conditions.condition(node, path) : null;
    }

    private boolean alone(String group, Map<?, ?> node, String path) {
        for (Object other : node.keySet()) {
            if (!group.equals(other)) {
                mistakes.add(
                        Mistakes.below(path, other),
                        "stands beside " + group,
                        "an object holds all, any, not or one condition: nest one in the other");
            }
        }
        return node.size() == 1;
    }

    private @Nullable Criteria group(String group, @Nullable Object parts, String path, int depth) {
        return switch (group) {
            case "all" -> list(parts, path, depth, Criteria.All::new);
            case "any" -> list(parts, path, depth, Criteria.Any::new);
            default -> {
                Criteria part = node(parts, path, depth + 1);
                yield part == null ? null : new Criteria.Not(part);
            }
        };
    }

    private @Nullable Criteria list(
            @Nullable Object parts, String path, int depth, Function<List<Criteria>, Criteria> group) {
        if (!(parts instanceof List<?> list)) {
            mistakes.add(path, "is no list", "give a list of groups and conditions");
            return null;
        }
        if (list.isEmpty() && !counted()) {
            return null;
        }
        var read = new ArrayList<Criteria>();
        for (int i = 0; i < list.size() && count <= Criteria.MAX_CONDITIONS; i++) {
            Criteria part = node(list.get(i), path + "[" + i + "]", depth + 1);
            if (part != null) {
                read.add(part);
            }
        }
        return group.apply(read);
    }

    /** Counts a condition; the first one too many is a mistake, and ends the reading. */
    private boolean counted() {
        if (++count == Criteria.MAX_CONDITIONS + 1) {
            mistakes.add(
                    root,
                    "holds more than " + Criteria.MAX_CONDITIONS + " conditions",
                    "say it with fewer; in takes " + Criteria.MAX_VALUES + " values at once");
        }
        return count <= Criteria.MAX_CONDITIONS;
    }
}
