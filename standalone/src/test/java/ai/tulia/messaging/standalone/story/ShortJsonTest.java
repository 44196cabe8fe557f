package ai.tulia.messaging.standalone.story;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.standalone.rest.Rest;
import org.junit.jupiter.api.Test;

class ShortJsonTest {
    @Test
    void whatFitsStaysOnOneLine() {
        assertThat(shown("{\"daily_limit\":5,\"name\":\"demo\"}"))
                .isEqualTo("{\"daily_limit\": 5, \"name\": \"demo\"}");
    }

    @Test
    void membersThatSayNothingAreLeftOut() {
        assertThat(shown("{\"a\":null,\"b\":[],\"c\":{},\"d\":false}")).isEqualTo("{\"d\": false}");
    }

    @Test
    void longListsSayHowMuchIsMissing() {
        assertThat(shown("[1,2,3,4,5,6,7,8,9]")).isEqualTo("[1, 2, 3, 4, 5, 6, 7, 8, 9]");
        assertThat(shown("[1,2,3,4,5,6,7,8,9,10]")).isEqualTo("[1, 2, … 8 more]");
    }

    @Test
    void whatIsSentIsValidJson() {
        String body = Json.object("name", "Ana \"Flor\"", "limit", 5, "quiet_hours", Json.node("start", "22:00"));

        assertThat(Rest.JSON.readTree(body).path("name").asString()).isEqualTo("Ana \"Flor\"");
        assertThat(Rest.JSON.readTree(body).path("quiet_hours").path("start").asString())
                .isEqualTo("22:00");
    }

    private static String shown(String json) {
        return ShortJson.of(Rest.JSON.readTree(json));
    }
}
