package ai.tulia.messaging.domain.criteria;

import static ai.tulia.messaging.domain.criteria.Trees.all;
import static ai.tulia.messaging.domain.criteria.Trees.any;
import static ai.tulia.messaging.domain.criteria.Trees.condition;
import static ai.tulia.messaging.domain.criteria.Trees.not;
import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.criteria.Criteria.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriteriaTest {
    private static final CustomerField.Attribute CITY = new CustomerField.Attribute("city");

    @Test
    void groupsNestAndKeepTheirOrder() {
        var tree = all(condition("name", "=", "Ana"), any(not(all()), condition("tags", "in", List.of("a", "b"))));
        assertThat(parsed(tree))
                .isEqualTo(new Criteria.All(List.of(
                        new Criteria.TextIn(CustomerField.Text.NAME, List.of("Ana")),
                        new Criteria.Any(List.of(
                                new Criteria.Not(new Criteria.All(List.of())),
                                new Criteria.TagIn(List.of("a", "b")))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!=", "≠"})
    void unequalIsTheOppositeOfEqual(String op) {
        assertThat(parsed(condition("attr.city", op, "Lima")))
                .isEqualTo(new Criteria.Not(new Criteria.AttributeIn(CITY, List.of(new AttributeValue.Text("Lima")))));
    }

    @Test
    void existsIsAskedForWithTrueWithFalseOrWithoutAValue() {
        var exists = new Criteria.Exists(CustomerField.Moment.LAST_CONTACT_AT);
        assertThat(parsed(Map.of("field", "last_contact_at", "op", "exists"))).isEqualTo(exists);
        assertThat(parsed(condition("last_contact_at", "exists", true))).isEqualTo(exists);
        assertThat(parsed(condition("last_contact_at", "exists", false))).isEqualTo(new Criteria.Not(exists));
    }

    @Test
    void anAttributeIsComparedWithTextsNumbersAndBooleans() {
        assertThat(parsed(condition("attr.city", "in", List.of("5", 5, 0.5, new BigInteger("5"), true))))
                .isEqualTo(new Criteria.AttributeIn(
                        CITY,
                        List.of(
                                new AttributeValue.Text("5"),
                                number("5"),
                                number("0.5"),
                                number("5"),
                                new AttributeValue.Truth(true))));
        assertThat(parsed(condition("attr.city", "<", 5)))
                .isEqualTo(new Criteria.NumberBeyond(CITY, Side.BELOW, number("5")));
        assertThat(parsed(condition("attr.city", ">", "L")))
                .isEqualTo(new Criteria.TextBeyond(CITY, Side.ABOVE, new AttributeValue.Text("L")));
    }

    @Test
    void aConsentIsGrantedOrWithdrawn() {
        assertThat(parsed(condition("consent.promotional", "=", "granted")))
                .isEqualTo(new Criteria.ConsentIn(ConsentType.PROMOTIONAL, List.of(ConsentState.GRANTED)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:00:00Z, 2026-01-31T10:00:00Z",
        "2026-01-31T10:00+05:45, 2026-01-31T04:15:00Z",
        "2026-01-31, 2026-01-31T00:00:00Z",
    })
    void aTimeIsAnInstantOrTheFirstOfADayInUtc(String text, Instant instant) {
        assertThat(parsed(condition("created_at", "before", text)))
                .isEqualTo(new Criteria.TimeBeyond(
                        CustomerField.Moment.CREATED_AT, Side.BELOW, new PointInTime.Fixed(instant)));
    }

    @Test
    void daysAgoAreCountedFromWhenItIsAsked() {
        var criteria = (Criteria.TimeBeyond) parsed(condition("last_contact_at", "after", Map.of("days_ago", 30)));
        assertThat(criteria.point().at(Instant.parse("2026-03-31T08:00:00Z")))
                .isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
    }

    @Test
    void anEmptyListOfValuesMeansNoOne() {
        assertThat(parsed(condition("name", "in", List.of())))
                .isEqualTo(new Criteria.TextIn(CustomerField.Text.NAME, List.of()));
    }

    private static AttributeValue.Numeric number(String number) {
        return new AttributeValue.Numeric(new BigDecimal(number));
    }

    private static Criteria parsed(Object tree) {
        return Criteria.parse(tree, "criteria");
    }
}
