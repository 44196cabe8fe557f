package ai.tulia.messaging.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fast a sender may post is the operator's to say. */
class SenderRoutesTest extends ApiTest {
    @Test
    void aPaceIsSetAndOneNeverSetIsItsChannels() {
        assertThat(pace("whatsapp:+14155550100")).isEqualTo(80);
        assertThat(pace("+14155550100")).isEqualTo(1);
        Answer put = put("whatsapp:+14155550100", "{\"messages_per_second\": 500}");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.text("sender")).isEqualTo("whatsapp:+14155550100");
        assertThat(pace("whatsapp:+14155550100")).isEqualTo(500);
        assertThat(pace("+14155550100")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whatsapp:12|{\"messages_per_second\": 5}|sender",
                "sms:+14155550100|{\"messages_per_second\": 5}|sender",
                "+14155550100|{\"messages_per_second\": 0}|messages_per_second",
                "+14155550100|{\"messages_per_second\": 10001}|messages_per_second",
                "+14155550100|{}|messages_per_second",
                "+14155550100|{\"messages_per_second\": 1.5}|messages_per_second",
            })
    void aWrongOneIsRefused(String sender, String body, String field) {
        Answer answer = put(sender, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void aTenantsKeyDoesNotOpenIt() {
        Answer answer = api().get(tenant().key(), "/v1/senders/+14155550100");
        assertThat(answer.code()).isEqualTo("operator_key_needed");
    }

    private static int pace(String sender) {
        return api().get(TestApi.OPERATOR_KEY, "/v1/senders/" + sender)
                .json()
                .path("messages_per_second")
                .asInt();
    }

    private static Answer put(String sender, String body) {
        return api().send("PUT", TestApi.OPERATOR_KEY, "/v1/senders/" + sender, body);
    }
}
