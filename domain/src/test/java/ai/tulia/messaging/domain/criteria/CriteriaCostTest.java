package ai.tulia.messaging.domain.criteria;

import static ai.tulia.messaging.domain.criteria.Trees.all;
import static ai.tulia.messaging.domain.criteria.Trees.any;
import static ai.tulia.messaging.domain.criteria.Trees.condition;
import static ai.tulia.messaging.domain.criteria.Trees.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is dear is what PostgreSQL looks up or reads anew for each customer. */
class CriteriaCostTest {
    static Stream<Arguments> costs() {
        return Stream.of(
                Arguments.of(all(), 0),
                Arguments.of(condition("name", "=", "Ana"), 1),
                Arguments.of(condition("tags", "in", List.of("vip", "new")), 1),
                Arguments.of(condition("attr.visits", ">", 3), 1),
                Arguments.of(condition("created_at", "after", "2026-01-31"), 1),
                Arguments.of(condition("attr.since", "after", "2026-01-31"), CriteriaCost.TIME),
                Arguments.of(condition("consent.all", "=", "granted"), CriteriaCost.CONSENT),
                Arguments.of(Map.of("field", "consent.all", "op", "exists"), CriteriaCost.CONSENT),
                Arguments.of(condition("last_contact_at", "before", "2026-01-31"), CriteriaCost.LAST_CONTACT),
                Arguments.of(not(Map.of("field", "last_contact_at", "op", "exists")), CriteriaCost.LAST_CONTACT),
                Arguments.of(condition("name", "in", Collections.nCopies(1_000, "Ana")), 21),
                Arguments.of(condition("attr.plan", "in", Collections.nCopies(100, "pro")), 3),
                Arguments.of(any(condition("name", "=", "Ana"), all(condition("tags", "=", "vip"), not(all()))), 2));
    }

    @ParameterizedTest
    @MethodSource("costs")
    void aConditionCostsWhatItsFieldAndItsListDo(Object tree, int cost) {
        assertThat(CriteriaCost.of(Criteria.parse(tree, "c"))).isEqualTo(cost);
    }

    @Test
    void asManyPlainConditionsAsATreeMayHaveAreNotTooDear() {
        Object[] most = Collections.nCopies(Criteria.MAX_CONDITIONS, condition("name", "=", "Ana"))
                .toArray();
        assertThat(CriteriaCost.of(Criteria.parse(all(most), "c"))).isLessThanOrEqualTo(CriteriaCost.MAX);
    }
}
