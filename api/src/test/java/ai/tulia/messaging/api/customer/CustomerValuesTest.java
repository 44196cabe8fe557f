package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be a customer, and what the caller is told to do about it. */
class CustomerValuesTest extends ApiTest {
    private static String key;

    @BeforeAll
    static void aTenant() {
        key = tenant().key();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "4155550101",
                "0049151",
                "+1 415 555 0101",
                "+1415555",
                "+999123456789",
                "whatsapp:+14155550101",
                "+49015112345678",
                "+141555501011234567",
                "+1415555o101",
                "\\u0000"
            })
    void aNumberThatIsNotE164IsRefusedWithTheHint(String number) {
        Answer answer = create("{\"phone_number\": \"" + number + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        var error = answer.json().path("errors").path(0);
        assertThat(error.path("field").asString()).isEqualTo("phone_number");
        assertThat(error.path("problem").asString()).isNotBlank();
        assertThat(error.path("hint").asString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GMT+2", "UTC+01:00", "+02:00", "Z", "Mars/Base", "europe/berlin", "", "Europe/Berlin "})
    void aZoneThatIsNoIanaNameIs422(String zone) {
        Answer answer = create("{\"phone_number\": \"+14155550101\", \"time_zone\": \"" + zone + "\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("unknown_zone");
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo("time_zone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\": \" \" | name",
                "\"name\": \"a\\u0007b\" | name",
                "\"tags\": [\"a b\"] | tags[0]",
                "\"tags\": [\"ok\", null] | tags[1]",
                "\"tags\": \"vip\" | tags",
                "\"attributes\": {\"1st\": 1} | attributes.1st",
                "\"attributes\": {\"a\": {\"b\": 1}} | attributes.a",
                "\"attributes\": {\"a\": [1]} | attributes.a",
                "\"attributes\": [1] | attributes",
                "\"name\": 5 | name",
                "\"birthday\": \"1990-01-01\" | birthday"
            })
    void aWrongValueIsRefusedWithItsField(String member, String field) {
        Answer answer = create("{\"phone_number\": \"+14155550101\", " + member + "}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Answer answer = create("{\"name\": \"\", \"time_zone\": \"GMT+2\", \"tags\": [\"?\"]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .contains("phone_number", "name", "tags[0]");
    }

    @Test
    void aValueAtItsLimitIsTakenAndOneBeyondIsNot() {
        assertThat(create("{\"phone_number\": \"+14155550102\", \"attributes\": {\"a\": \"" + "x".repeat(1000) + "\"}}")
                        .status())
                .isEqualTo(201);
        assertThat(create("{\"phone_number\": \"+14155550103\", \"attributes\": {\"a\": \"" + "x".repeat(1001) + "\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(create("{\"phone_number\": \"+14155550104\", \"tags\": [\"" + "t".repeat(64) + "\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(create("{\"phone_number\": \"+14155550105\", \"tags\": [\"" + "t".repeat(65) + "\"]}")
                        .status())
                .isEqualTo(400);
    }

    private static Answer create(String json) {
        return api().post(key, "/v1/customers", json);
    }
}
