package ai.tulia.messaging.domain.criteria;

import static ai.tulia.messaging.domain.criteria.Trees.all;
import static ai.tulia.messaging.domain.criteria.Trees.any;
import static ai.tulia.messaging.domain.criteria.Trees.condition;
import static ai.tulia.messaging.domain.criteria.Trees.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is named by the place where a reader would fix it. */
class CriteriaMistakesTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(null, "c", "is no object", "{\"all\": […]}"),
                mistake("everyone", "c", "is no object", "{\"all\": […]}"),
                mistake(List.of(), "c", "is no object", "{\"all\": […]}"),
                mistake(Map.of(), "c", "is neither a group nor a condition", "{\"any\": […]}"),
                mistake(Map.of("All", List.of()), "c", "is neither a group nor a condition", "{\"not\": {…}}"),
                mistake(Map.of("all", Map.of()), "c.all", "is no list", "list"),
                mistake(all(all(), 5), "c.all[1]", "is no object", "field"),
                mistake(not(List.of()), "c.not", "is no object", "field"),
                mistake(Map.of("all", List.of(), "limit", 5), "c.limit", "stands beside all", "nest"),
                mistake(Map.of("field", "name", "any", List.of()), "c.field", "stands beside any", "nest"),
                mistake(Map.of("op", "=", "value", "x"), "c.field", "is missing", "attr.<name>"),
                mistake(condition("city", "=", "Lima"), "c.field", "is no field of a customer", "attr.<name>"),
                mistake(condition("attr.", "=", "Lima"), "c.field", "names no attribute", "letter from a to z"),
                mistake(condition("attr.a'b", "=", "Lima"), "c.field", "names no attribute", "letter from a to z"),
                mistake(condition("consent.sms", "=", "granted"), "c.field", "is no field", "consent.promotional"),
                mistake(Map.of("field", "name", "value", "x"), "c.op", "is missing", "=, !=, in, exists"),
                mistake(all(condition("name", "like", "A%")), "c.all[0].op", "is no operator", "=, !=, in, exists"),
                mistake(condition("name", "<", "B"), "c.op", "does not fit this field", "=, !=, in, exists"),
                mistake(condition("created_at", "=", "2026-01-31"), "c.op", "does not fit", "exists, before, after"),
                mistake(condition("city", "~", "x"), "c.op", "is no operator", "=, !=, in, <, >, exists, before"),
                mistake(Map.of("field", "name", "op", 5), "c.op", "is no operator", "=, !=, in, exists"),
                mistake(Map.of("field", "name", "op", "="), "c.value", "is missing", "give a value"),
                mistake(condition("name", "=", 5), "c.value", "is no string", "give a string"),
                mistake(withNull("name", "="), "c.value", "is null", "use exists with false"),
                mistake(withNull("attr.city", "="), "c.value", "is null", "use exists with false"),
                mistake(
                        condition("attr.city", "=", List.of("a")),
                        "c.value",
                        "is neither string, number nor",
                        "use in"),
                mistake(condition("attr.city", "<", true), "c.value", "is a boolean", "give a number or a string"),
                mistake(condition("attr.city", "=", Double.NaN), "c.value", "is a number out of range", "a double"),
                mistake(condition("name", "in", "Ana"), "c.value", "is no list", "use ="),
                mistake(condition("name", "in", List.of("Ana", 5)), "c.value[1]", "is no string", "give a string"),
                mistake(condition("consent.all", "=", "unknown"), "c.value", "is no state", "granted or withdrawn"),
                mistake(condition("name", "exists", "yes"), "c.value", "is neither true nor false", "one of the two"),
                mistake(
                        condition("created_at", "after", "31.1.2026"),
                        "c.value",
                        "is neither instant nor date",
                        "2026"),
                mistake(condition("created_at", "after", "2026-02-30"), "c.value", "is neither instant", "2026"),
                mistake(condition("created_at", "after", "2026-01-31T10:00"), "c.value", "is neither instant", "Z"),
                mistake(condition("created_at", "after", "+10000-01-01T00:00Z"), "c.value", "is neither instant", "Z"),
                mistake(condition("created_at", "after", 5), "c.value", "is no time", "days_ago"),
                mistake(condition("created_at", "after", Map.of("days", 5)), "c.value", "is no time", "days_ago"),
                mistake(condition("created_at", "after", Map.of("days_ago", -1)), "c.value.days_ago", "days", "0 to"),
                mistake(
                        condition("created_at", "after", Map.of("days_ago", 40_000)),
                        "c.value.days_ago",
                        "days",
                        "0 to"),
                mistake(condition("name", "=", "a\0b"), "c.value", "holds a control character", "remove it"),
                mistake(condition("name", "=", "\ud800"), "c.value", "holds a control character or half", "remove it"),
                mistake(condition("name", "=", "x".repeat(1_001)), "c.value", "has more than 1000", "shorten it"),
                mistake(
                        condition("name", "in", Collections.nCopies(1_001, "x")),
                        "c.value",
                        "holds more than 1000 values",
                        "tag"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsPathAndItsHint(Object tree, String path, String problem, String hint) {
        assertThat(errors(tree)).anySatisfy(error -> {
            assertThat(error.path()).isEqualTo(path);
            assertThat(error.problem()).contains(problem);
            assertThat(error.hint()).contains(hint);
        });
    }

    @Test
    void allMistakesAreNamedAtOnceInTheOrderOfTheTree() {
        var tree = all(condition("name", "like", "A%"), not(any(condition("age", "=", 5), condition("tags", "=", 5))));
        assertThat(errors(tree))
                .extracting(CriteriaError::path)
                .containsExactly("c.all[0].op", "c.all[1].not.any[0].field", "c.all[1].not.any[1].value");
    }

    @Test
    void aMemberThatIsUnknownIsNamedAndCutToAReadableLength() {
        var tree = new HashMap<String, Object>(condition("name", "=", "Ana"));
        tree.put("x".repeat(10_000), 1);
        assertThat(errors(tree)).singleElement().satisfies(error -> {
            assertThat(error.path()).startsWith("c.xxx").hasSizeLessThan(120);
            assertThat(error.problem()).isEqualTo("is unknown here");
        });
    }

    @Test
    void eightLevelsAreTakenAndANinthIsNot() {
        Object tree = condition("name", "=", "Ana");
        for (int level = 1; level < Criteria.MAX_DEPTH; level++) {
            tree = not(tree);
        }
        assertThat(Criteria.parse(tree, "c")).isInstanceOf(Criteria.Not.class);
        assertThat(errors(all(tree))).singleElement().satisfies(error -> {
            assertThat(error.path()).isEqualTo("c.all[0]" + ".not".repeat(7));
            assertThat(error.problem()).isEqualTo("nests deeper than 8 levels");
        });
    }

    @Test
    void aHundredConditionsAreTakenAndOneMoreIsNot() {
        Object one = condition("name", "=", "Ana");
        Object[] hundred = Collections.nCopies(Criteria.MAX_CONDITIONS, one).toArray();
        assertThat(Criteria.parse(any(hundred), "c")).isInstanceOf(Criteria.Any.class);
        assertThat(errors(all(any(hundred), one)))
                .containsExactly(new CriteriaError(
                        "c", "holds more than 100 conditions", "say it with fewer; in takes 1000 values at once"));
    }

    @Test
    void groupsOfNoneCountToo() {
        Object[] groups = Collections.nCopies(100_000, all()).toArray();
        assertThat(errors(any(groups))).hasSize(1);
    }

    @Test
    void noMoreMistakesAreGatheredThanAReaderNeeds() {
        var wrong = condition("name", "in", Collections.nCopies(1_000, 5));
        assertThat(errors(all(wrong, wrong))).hasSize(CriteriaException.MAX_ERRORS);
    }

    @Test
    void aValueOfTheGreatestLengthAndAListOfTheMostValuesAreTaken() {
        var texts = Collections.nCopies(Criteria.MAX_VALUES, "x".repeat(Criteria.MAX_VALUE_LENGTH));
        assertThat(Criteria.parse(condition("name", "in", texts), "c"))
                .isEqualTo(new Criteria.TextIn(CustomerField.Text.NAME, texts));
    }

    private static Map<String, Object> withNull(String field, String op) {
        var condition = new HashMap<String, Object>(Map.of("field", field, "op", op));
        condition.put("value", null);
        return condition;
    }

    private static Arguments mistake(Object tree, String path, String problem, String hint) {
        return Arguments.of(tree, path, problem, hint);
    }

    private static List<CriteriaError> errors(Object tree) {
        var wrong = catchThrowableOfType(CriteriaException.class, () -> Criteria.parse(tree, "c"));
        assertThat(wrong).as("a mistake in %s", Arrays.asList(tree)).isNotNull();
        return wrong.errors();
    }
}
