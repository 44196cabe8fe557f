package ai.tulia.messaging.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad body is answered 400 with what is wrong and where, never with a guess or a 500. */
class BadBodyTest extends ApiTest {
    private static String key;

    @BeforeAll
    static void aTenant() {
        key = tenant().key();
    }

    @Test
    void aGoodBodyComesBackInSnakeCaseWithItsNullsAndInstantsAsText() {
        Answer answer = post("{\"display_name\":\"bear\",\"made_at\":\"2026-01-31T11:00:00+01:00\"}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("made_at")).isEqualTo("2026-01-31T10:00:00.000Z");
        assertThat(answer.json().has("attributes")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"colour\":1}|colour|unknown",
                "{\"displayName\":\"x\"}|displayName|unknown",
                "{\"size\":\"1\"}|size|whole number",
                "{\"size\":1.5}|size|whole number",
                "{\"size\":1.0}|size|whole number",
                "{\"size\":true}|size|whole number",
                "{\"size\":\"\"}|size|whole number",
                "{\"size\":99999999999}|size|",
                "{\"size\":1e400}|size|",
                "{\"soft\":1}|soft|true or false",
                "{\"soft\":\"true\"}|soft|true or false",
                "{\"display_name\":1}|display_name|a string",
                "{\"display_name\":1.5}|display_name|a string",
                "{\"display_name\":true}|display_name|a string",
                "{\"display_name\":{}}|display_name|a string",
                "{\"display_name\":[\"x\"]}|display_name|a string",
                "{\"tags\":[1]}|tags[0]|a string",
                "{\"tags\":\"x\"}|tags|a list",
                "{\"attributes\":[]}|attributes|an object",
                "{\"made_at\":1700000000}|made_at|an instant",
                "{\"made_at\":\"yesterday\"}|made_at|an instant",
                "{\"made_at\":\"2026-01-31T10:00:00\"}|made_at|an instant",
                "{\"attributes\":{\"a\":\"\\u0000\"}}|attributes.a|NUL",
                "{\"attributes\":{\"a\\u0000\":1}}|attributes.a\\0|NUL",
                "{\"display_name\":\"\\ud800\"}|display_name|surrogate",
                "{\"attributes\":{\"a\":1e400}}|attributes.a|out of range",
                "[]|body|object",
                "\"x\"|body|object",
                "1|body|object",
            })
    void aWrongFieldIsNamed(String body, String field, String words) {
        Answer answer = post(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_request");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(answer.body()).contains(words == null ? "" : words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{|line 1",
                "{\"a\":}|column 6",
                "{\"size\":1}{}|line 1",
                "{\"size\":1} x|line 1",
                "{\"size\":1,\"size\":2}|twice",
                "{size:1}|line 1",
                "{\"size\":NaN}|line 1",
                "{\"size\":01}|line 1",
                "~   ~|empty",
                "~~|empty",
            })
    void brokenJsonIsShownWithItsPlace(String body, String words) {
        Answer answer = post(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_json");
        assertThat(answer.body()).contains(words);
    }

    /** Nobody posts over what the product alone sets. */
    @ParameterizedTest
    @ValueSource(strings = {"status", "state", "tenant_id", "provider_msg_id"})
    void whatTheProductAloneSetsIsRefusedByName(String field) {
        String own = tenant().key();
        String path = "/v1/customers/"
                + api().post(own, "/v1/customers", "{\"phone_number\":\"+14155550101\"}")
                        .text("id");
        for (String[] route : new String[][] {
            {"POST", "/v1/messages/send"},
            {"POST", "/v1/messages/schedule"},
            {"POST", "/v1/customers"},
            {"PATCH", path},
            {"POST", "/v1/broadcasts"},
        }) {
            Answer answer = api().send(route[0], own, route[1], "{\"" + field + "\":\"sent\"}");
            assertThat(answer.status()).as(route[1] + answer.body()).isEqualTo(400);
            assertThat(answer.json()
                            .path("errors")
                            .valueStream()
                            .map(error -> error.path("field").asString()))
                    .as(route[1])
                    .contains(field);
        }
    }

    @Test
    void aMissingBodyIs400() {
        var request = api().request("/v1/play").POST(BodyPublishers.noBody()).header("Authorization", "Bearer " + key);
        request.header("Content-Type", "application/json");
        assertThat(api().send(request.build()).code()).isEqualTo("invalid_json");
    }

    @Test
    void nestingPast50LevelsIsRefused() {
        assertThat(post("{\"attributes\":{\"a\":" + "[".repeat(48) + "]".repeat(48) + "}}")
                        .status())
                .isEqualTo(200);
        Answer deep = post("{\"attributes\":{\"a\":" + "[".repeat(49) + "]".repeat(49) + "}}");
        assertThat(deep.status()).isEqualTo(400);
        assertThat(deep.body()).contains("nest");
        assertThat(post("[".repeat(500_000)).status()).isEqualTo(400);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        for (byte[] bad : new byte[][] {
            {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'},
            {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'},
            {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0},
        }) {
            var request = api().request("/v1/play").POST(BodyPublishers.ofByteArray(bad));
            request.header("Authorization", "Bearer " + key).header("Content-Type", "application/json");
            Answer answer = api().send(request.build());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("UTF-8");
        }
    }

    private static Answer post(String body) {
        return api().post(key, "/v1/play", body);
    }
}
