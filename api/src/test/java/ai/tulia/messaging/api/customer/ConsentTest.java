package ai.tulia.messaging.api.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentTest extends ApiTest {
    private TestApi.Tenant tenant;
    private String route;

    @BeforeEach
    void aCustomer() {
        tenant = tenant();
        String id = api().post(tenant.key(), "/v1/customers", "{\"phone_number\": \"+14155550101\"}")
                .text("id");
        route = "/v1/customers/" + id + "/consents";
    }

    @Test
    void aConsentIsAnsweredAsItCountsNow() {
        Answer answer = put("""
                {"type": "promotional", "state": "granted", "source": "web form", "proof": "form 7, box ticked"}""");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("channel")).isEqualTo("whatsapp");
        assertThat(answer.text("type")).isEqualTo("promotional");
        assertThat(answer.text("state")).isEqualTo("granted");
        assertThat(answer.text("source")).isEqualTo("web form");
        assertThat(answer.text("proof")).isEqualTo("form 7, box ticked");
        assertThat(answer.text("recorded_at")).matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");
        assertThat(get().json().path("items").path(0)).isEqualTo(answer.json());
    }

    @Test
    void aCustomerWhoSaidNothingHasNoConsents() {
        assertThat(get().json().toString()).isEqualTo("{\"items\":[],\"history\":[]}");
    }

    @Test
    void withdrawingChangesWhatCountsAndAddsToTheHistory() {
        put("{\"type\": \"promotional\", \"state\": \"granted\", \"source\": \"shop\"}");
        api().clock().advance(Duration.ofMinutes(5));
        put("{\"type\": \"promotional\", \"state\": \"withdrawn\", \"source\": \"call\"}");
        put("{\"type\": \"reminder\", \"state\": \"granted\"}");
        var consents = get().json();
        assertThat(consents.path("items").findValuesAsString("type")).containsExactly("promotional", "reminder");
        assertThat(consents.path("items").findValuesAsString("state")).containsExactly("withdrawn", "granted");
        assertThat(consents.path("history").findValuesAsString("state"))
                .containsExactly("granted", "withdrawn", "granted");
        assertThat(consents.path("history").findValuesAsString("source")).startsWith("shop", "call");
        assertThat(consents.path("history").findValuesAsString("recorded_at")).isSorted();
    }

    @Test
    void sayingTheSameAgainIsRecordedAgainWithItsNewProof() {
        put("{\"type\": \"reminder\", \"state\": \"granted\", \"proof\": \"first\"}");
        put("{\"type\": \"reminder\", \"state\": \"granted\", \"proof\": \"second\"}");
        var consents = get().json();
        assertThat(consents.path("items").findValuesAsString("proof")).containsExactly("second");
        assertThat(consents.path("history").findValuesAsString("proof")).containsExactly("first", "second");
    }

    @Test
    void channelsAreApart() {
        put("{\"type\": \"all\", \"state\": \"withdrawn\"}");
        put("{\"channel\": \"sms\", \"type\": \"all\", \"state\": \"granted\"}");
        assertThat(get().json().path("items").findValuesAsString("channel")).containsExactly("sms", "whatsapp");
    }

    @Test
    void withoutAChannelTheSendersCounts() {
        ledger().sender(tenant.id(), "+14155238886");
        assertThat(put("{\"type\": \"all\", \"state\": \"granted\"}").text("channel"))
                .isEqualTo("sms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | type",
                "{\"type\": \"promotional\"} | state",
                "{\"type\": \"marketing\", \"state\": \"granted\"} | type",
                "{\"type\": \"all\", \"state\": \"unknown\"} | state",
                "{\"type\": \"all\", \"state\": \"granted\", \"channel\": \"fax\"} | channel",
                "{\"type\": \"all\", \"state\": \"granted\", \"reason\": \"x\"} | reason"
            })
    void aWrongConsentIsRefusedWithItsField(String json, String field) {
        Answer answer = put(json);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
        assertThat(get().json().path("history").isEmpty()).isTrue();
    }

    private Answer get() {
        return api().get(tenant.key(), route);
    }

    private Answer put(String json) {
        return api().send("PUT", tenant.key(), route, json);
    }
}
