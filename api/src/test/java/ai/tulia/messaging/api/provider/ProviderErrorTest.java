package ai.tulia.messaging.api.provider;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProviderErrorTest extends ApiTest {
    @Test
    void eachErrorSaysWhatHappenedAndWhatToDo() {
        Answer answer = api().get(tenant().key(), "/v1/provider-errors");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode items = answer.json().path("items");
        assertThat(items.size()).isGreaterThan(50);
        items.forEach(error -> {
            assertThat(error.path("code").asString()).matches("twilio_\\d+");
            assertThat(error.path("cause").asString()).isNotBlank();
            assertThat(error.path("advice").asString()).isNotBlank();
        });
        assertThat(of(items, "twilio_63018").path("tried_again").asBoolean()).isTrue();
        assertThat(of(items, "twilio_21610").path("tried_again").asBoolean()).isFalse();
        assertThat(of(items, "twilio_21610").path("reaction").asString()).isEqualTo("opt_out");
    }

    private static JsonNode of(JsonNode items, String code) {
        return items.valueStream()
                .filter(error -> error.path("code").asString().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
