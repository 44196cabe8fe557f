package ai.tulia.messaging.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fast a sender may post is the operator's to say. */
class SenderRoutesTest extends ApiTest {
    @Test
    void aRateLimitIsSetAndOneNeverSetIsItsChannels() {
        assertThat(rateLimit("whatsapp:+14155550100")).isEqualTo(80);
        assertThat(rateLimit("+14155550100")).isEqualTo(1);
        Answer put = put("whatsapp:+14155550100", "{\"messages_per_second\": 500}");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.text("sender")).isEqualTo("whatsapp:+14155550100");
        assertThat(rateLimit("whatsapp:+14155550100")).isEqualTo(500);
        assertThat(rateLimit("+14155550100")).isEqualTo(1);
    }

    @Test
    void allAreListedWithTheirTenants() {
        var one = tenant();
        var other = tenant();
        for (var each : List.of(one, other)) {
            ledger().sender(each.id(), "whatsapp:+14155550177");
        }
        put("+14155550177", "{\"messages_per_second\": 3}");

        String before = newestLook();
        Answer list = api().get(TestApi.OPERATOR_KEY, "/v1/senders");

        assertThat(list.status()).as(list.body()).isEqualTo(200);
        assertThat(newestLook()).as("in the audit log").isNotEqualTo(before);
        assertThat(list.json().path("items").valueStream())
                .anySatisfy(sender -> {
                    assertThat(sender.path("sender").asString()).isEqualTo("whatsapp:+14155550177");
                    assertThat(sender.path("channel").asString()).isEqualTo("whatsapp");
                    assertThat(sender.path("messages_per_second").asInt()).isEqualTo(80);
                    assertThat(sender.path("tenant_ids").valueStream().map(id -> id.asString()))
                            .containsExactlyInAnyOrder(
                                    one.id().toString(), other.id().toString());
                })
                .anySatisfy(sender -> {
                    assertThat(sender.path("sender").asString()).isEqualTo("+14155550177");
                    assertThat(sender.path("messages_per_second").asInt()).isEqualTo(3);
                    assertThat(sender.path("tenant_ids").size()).isZero();
                });
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

    private static int rateLimit(String sender) {
        return api().get(TestApi.OPERATOR_KEY, "/v1/senders/" + sender)
                .json()
                .path("messages_per_second")
                .asInt();
    }

    private static Answer put(String sender, String body) {
        return api().send("PUT", TestApi.OPERATOR_KEY, "/v1/senders/" + sender, body);
    }

    /** The id of the audit log's newest entry of a look at all senders; empty when there is none. */
    private static String newestLook() {
        return api().get(TestApi.OPERATOR_KEY, "/v1/audit-log?limit=1&action=admin.senders_listed")
                .json()
                .at("/items/0/id")
                .asString("");
    }
}
