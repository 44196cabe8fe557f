package ai.tulia.messaging.api.template;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreviewTest extends ApiTest {
    private Templates templates;
    private String id;
    private String customer;

    @BeforeEach
    void aTemplateAndACustomer() {
        templates = new Templates(api(), tenant());
        id = templates
                .add("hello", "reminder", "Hi {{name|there}}, {{attr.city}} awaits you {{day}}.")
                .text("id");
        customer = api().post(
                        templates.tenant().key(),
                        "/v1/customers",
                        "{\"phone_number\": \"+14155550101\", \"name\": \"Ama\", \"attributes\": {\"city\": \"Accra\"}}")
                .text("id");
    }

    @Test
    void valuesPresentAreFilledIn() {
        Answer answer = preview(Map.of("context", Map.of("name", "Kofi", "attr.city", "Tema", "day", "today")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("content")).isEqualTo("Hi Kofi, Tema awaits you today.");
        assertThat(answer.json().path("missing").isEmpty()).isTrue();
    }

    @Test
    void valuesMissingAreNamedAndNoTextIsShown() {
        Answer answer = preview(Map.of("context", Map.of("name", "Kofi", "day", "  ")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("content").isNull()).isTrue();
        assertThat(answer.json().path("missing").toString()).isEqualTo("[\"attr.city\",\"day\"]");
    }

    @Test
    void aFallbackStandsInForAMissingValue() {
        Answer answer = preview(Map.of("context", Map.of("attr.city", "Tema", "day", "today")));
        assertThat(answer.text("content")).isEqualTo("Hi there, Tema awaits you today.");
    }

    @Test
    void theCustomerFillsWhatTheContextLeavesOut() {
        Answer answer = preview(Map.of("customer_id", customer, "context", Map.of("day", "today")));
        assertThat(answer.text("content")).isEqualTo("Hi Ama, Accra awaits you today.");
        assertThat(answer.json().path("variables").findValuesAsString("value"))
                .containsExactly("Ama", "Accra", "today");
    }

    @Test
    void anOlderVersionCanBeShown() {
        templates.version(id, "Bye {{name}}");
        assertThat(preview(Map.of("context", Map.of("name", "Kofi"))).text("content"))
                .isEqualTo("Bye Kofi");
        assertThat(preview(Map.of("version", 1, "customer_id", customer, "context", Map.of("day", "now")))
                        .text("content"))
                .isEqualTo("Hi Ama, Accra awaits you now.");
        assertThat(preview(Map.of("version", 3)).status()).isEqualTo(404);
    }

    @Test
    void anUnknownCustomerIs422AndAnUnknownTemplate404() {
        assertThat(preview(Map.of("customer_id", UUID.randomUUID().toString())).code())
                .isEqualTo("unknown_customer");
        assertThat(templates
                        .post("/" + UUID.randomUUID() + "/preview", Map.of())
                        .status())
                .isEqualTo(404);
    }

    private Answer preview(Map<String, ?> body) {
        return templates.post("/" + id + "/preview", body);
    }
}
