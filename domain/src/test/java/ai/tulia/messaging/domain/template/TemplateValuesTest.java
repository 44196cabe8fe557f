package ai.tulia.messaging.domain.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateValuesTest {
    @Test
    void theContextComesBeforeTheCustomer() {
        var values =
                TemplateValues.of(Map.of("name", "Dr. Osei", "attr.city", "Tema"), "Ama Osei", Map.of("city", "Accra"));
        assertThat(values).containsOnly(Map.entry("name", "Dr. Osei"), Map.entry("attr.city", "Tema"));
    }

    @Test
    void theCustomerFillsWhatTheContextLeavesOut() {
        var values = TemplateValues.of(Map.of("code", "A1"), "Ama Osei", Map.of("city", "Accra"));
        assertThat(values)
                .containsOnly(Map.entry("code", "A1"), Map.entry("name", "Ama Osei"), Map.entry("attr.city", "Accra"));
    }

    @Test
    void aBlankContextValueDoesNotHideTheCustomers() {
        assertThat(TemplateValues.of(Map.of("name", " "), "Ama Osei", Map.of())).containsEntry("name", "Ama Osei");
        assertThat(TemplateValues.of(Map.of("name", " "), null, Map.of())).containsEntry("name", " ");
    }

    @Test
    void aCustomerWithoutANameGivesNone() {
        assertThat(TemplateValues.of(Map.of(), null, Map.of())).isEmpty();
    }

    @Test
    void numbersAndTruthValuesBecomePlainText() {
        Map<String, Object> attributes = Map.of(
                "visits",
                12,
                "vip",
                true,
                "total",
                19.5,
                "large",
                1.0e12,
                "exact",
                new BigDecimal("1E+3"),
                "id",
                new BigInteger("98765432109876543210"));
        assertThat(TemplateValues.of(Map.of(), null, attributes))
                .containsEntry("attr.visits", "12")
                .containsEntry("attr.vip", "true")
                .containsEntry("attr.total", "19.5")
                .containsEntry("attr.large", "1000000000000")
                .containsEntry("attr.exact", "1000")
                .containsEntry("attr.id", "98765432109876543210");
    }
}
