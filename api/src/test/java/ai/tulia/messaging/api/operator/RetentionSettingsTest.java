package ai.tulia.messaging.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a tenant's old data are kept is said by the operator. */
class RetentionSettingsTest extends ApiTest {
    private static final String OPERATOR = TestApi.OPERATOR_KEY;

    private final String path = "/v1/tenants/" + tenant().id();

    @Test
    void withoutASettingTheDefaultsCount() {
        Answer read = api().get(OPERATOR, path);

        assertThat(read.json().path("retention").toString())
                .isEqualTo("{\"content_days\":90,\"messages_days\":400,\"notices_days\":90,\"callbacks_days\":30,"
                        + "\"inbound_days\":90}");
    }

    @Test
    void eachKindIsSetAndGoesBackToItsDefault() {
        Answer set = patch("{\"retention\":{\"content_days\":1,\"messages_days\":7}}");
        assertThat(set.status()).as(set.body()).isEqualTo(200);
        assertThat(days(set, "content")).isEqualTo(1);
        assertThat(days(set, "messages")).isEqualTo(7);
        assertThat(days(set, "notices")).isEqualTo(90);

        Answer one = patch("{\"retention\":{\"content_days\":null,\"inbound_days\":3650}}");
        assertThat(days(one, "content")).isEqualTo(90);
        assertThat(days(one, "messages"))
                .as("the object is replaced as a whole")
                .isEqualTo(400);
        assertThat(days(one, "inbound")).isEqualTo(3650);
        assertThat(days(patch("{\"name\":\"Other\"}"), "inbound")).isEqualTo(3650);

        assertThat(days(patch("{\"retention\":null}"), "inbound")).isEqualTo(90);
        assertThat(api().get(OPERATOR, path)
                        .json()
                        .at("/retention/inbound_days")
                        .asInt())
                .isEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource({
        "content_days, 0",
        "messages_days, 6",
        "notices_days, 6",
        "callbacks_days, 0",
        "inbound_days, 6",
        "content_days, 3651"
    })
    void whatTheProductStillNeedsIsKept(String field, int days) {
        Answer refused = patch("{\"retention\":{\"" + field + "\":" + days + "}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("retention." + field);
    }

    private static int days(Answer answer, String kind) {
        return answer.json().at("/retention/" + kind + "_days").asInt();
    }

    private Answer patch(String json) {
        String tag = api().get(OPERATOR, path).header("ETag");
        return api().send("PATCH", OPERATOR, path, json, "If-Match", tag);
    }
}
