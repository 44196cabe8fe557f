package ai.tulia.messaging.store.audience;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.criteria.AttributeValue;
import ai.tulia.messaging.domain.criteria.Criteria;
import ai.tulia.messaging.domain.criteria.CustomerField;
import ai.tulia.messaging.domain.message.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CriteriaSqlTest {
    private static final int PEOPLE = 80;
    private static final int CASES = 600;
    private static AudienceStore store;

    @BeforeAll
    static void start() {
        store = new AudienceStore();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void aStatementFindsWhomTheLanguageMeansAndNoOneElse() {
        long seed = Long.getLong("tulia.seed", System.nanoTime());
        var chance = new Chance(new Random(seed));
        var people = new ArrayList<Person>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(chance.person(i));
        }
        UUID tenant = store.tenantOf();
        store.add(tenant, people);
        var oracle = new Oracle(AudienceStore.NOW);
        int found = 0;
        for (int i = 0; i < CASES; i++) {
            var tree = chance.tree(4);
            var expected = people.stream()
                    .filter(person -> oracle.means(tree, person))
                    .map(person -> person.customer().id())
                    .toList();
            var criteria = Criteria.parse(tree, "criteria");
            assertThat(store.members(tenant, criteria))
                    .as("-Dtulia.seed=%d: %s", seed, tree)
                    .extracting(AudienceMember::id)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(store.count(tenant, criteria)).isEqualTo(expected.size());
            found += expected.isEmpty() || expected.size() == PEOPLE ? 0 : 1;
        }
        assertThat(found).as("criteria that meant some, seed %d", seed).isGreaterThan(CASES / 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' or true --",
                "'; drop table customer; --",
                "\" or 1=1",
                "\\' or true --",
                ":tenant",
                ":criteria_0",
                "?",
                "$1",
                "{x}",
                "{\"city\": 1}",
                "%s %1$s",
                "a' || pg_sleep(5) || '",
                "::text"
            })
    void whatACallerWritesIsAValueAndNeverAStatement(String evil) {
        UUID tenant = store.tenantOf(
                Person.named("+14155550101", "Ana"),
                Person.with("+14155550102", evil, Map.of("city", evil)).tagged(evil),
                Person.with("+14155550103", "Cem", Map.of(evil, "Lima")));
        var name = new CustomerField.Attribute(evil);
        var city = new CustomerField.Attribute("city");
        var text = new AttributeValue.Text(evil);
        assertThat(names(tenant, new Criteria.TextIn(CustomerField.Text.NAME, List.of(evil))))
                .containsExactly(evil);
        assertThat(names(tenant, new Criteria.TagIn(List.of(evil)))).containsExactly(evil);
        assertThat(names(tenant, new Criteria.AttributeIn(city, List.of(text)))).containsExactly(evil);
        assertThat(names(tenant, new Criteria.TextBeyond(city, Criteria.Side.BELOW, text)))
                .isEmpty();
        assertThat(names(tenant, new Criteria.Exists(name))).containsExactly("Cem");
        assertThat(names(tenant, new Criteria.AttributeIn(name, List.of(new AttributeValue.Text("Lima")))))
                .containsExactly("Cem");
        assertThat(names(tenant, livingIn(evil))).containsExactly(evil);
        assertThat(CriteriaSql.of(new Criteria.Exists(name), Channel.SMS, AudienceStore.NOW)
                        .condition())
                .isEqualTo(CriteriaSql.of(new Criteria.Exists(city), Channel.SMS, AudienceStore.NOW)
                        .condition());
        assertThat(names(tenant, new Criteria.All(List.of()))).hasSize(3);
    }

    @Test
    void consentsAreThoseOfTheSendersChannel() {
        UUID tenant = store.tenantOf(
                Person.named("+14155550101", "Ana").saying(ConsentType.PROMOTIONAL, ConsentState.GRANTED));
        var granted = new Criteria.ConsentIn(ConsentType.PROMOTIONAL, List.of(ConsentState.GRANTED));
        assertThat(store.count(tenant, granted)).isEqualTo(1);
        store.ledger().sender(tenant, "+14155238886");
        assertThat(store.count(tenant, granted)).isZero();
    }

    @Test
    void everyParameterHasANameOfItsOwn() {
        var half = livingIn("Lima");
        var sql = CriteriaSql.of(new Criteria.Any(List.of(half, half)), Channel.SMS, AudienceStore.NOW);
        assertThat(sql.parameters())
                .allSatisfy((name, value) -> assertThat(sql.condition()).containsOnlyOnce(":" + name + " "));
        assertThat(sql.parameters().keySet()).allMatch(name -> name.startsWith("criteria_"));
    }

    private static Criteria livingIn(String city) {
        return Criteria.parse(Map.of("field", "attr.city", "op", "=", "value", city), "criteria");
    }

    private static List<String> names(UUID tenant, Criteria criteria) {
        return store.members(tenant, criteria).stream()
                .map(AudienceMember::name)
                .toList();
    }
}
