package ai.tulia.messaging.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Twilio is asked whether a tenant's accounts can be used, and its token never comes out. */
class TwilioVerificationTest extends MessageTest {
    private static final String OPERATOR = TestApi.OPERATOR_KEY;

    @Test
    void anAccountWhoseTokenTwilioTakesIsUsable() {
        Shop shop = sendingShop();

        Answer verified = verify(shop);

        assertThat(verified.json().at("/items/0/account_sid").asString()).isEqualTo(shop.account());
        assertThat(verified.json().at("/items/0/usable").asBoolean())
                .as(verified.body())
                .isTrue();
        assertThat(verified.json().at("/items/0/account_status").asString()).isEqualTo("active");
        assertThat(verified.json().at("/items/0/failure_code").isNull()).isTrue();
        assertThat(verified.body()).doesNotContain("a-token");
        assertThat(shop.received()).isEmpty();
        Answer log = api().get(
                        OPERATOR,
                        "/v1/audit-log?action=twilio_account.verified&tenant_id="
                                + shop.tenant().id());
        assertThat(log.json().at("/items/0/detail/usable").asInt()).isEqualTo(1);
    }

    @Test
    void aWrongTokenIsWhatTwilioSaysOfIt() {
        Shop shop = sendingShop();
        verify(shop);
        String path = "/v1/tenants/" + shop.tenant().id() + "/twilio/" + shop.account();
        assertThat(api().send("PUT", OPERATOR, path, "{\"auth_token\": \"a-wrong-one\"}")
                        .status())
                .isEqualTo(200);

        Answer verified = verify(shop);

        assertThat(verified.json().at("/items/0/usable").asBoolean()).isFalse();
        assertThat(verified.json().at("/items/0/failure_code").asString()).isEqualTo("twilio_20003");
        assertThat(verified.json().at("/items/0/advice").asString()).isNotBlank();
        assertThat(verified.body()).doesNotContain("a-wrong-one");
    }

    @Test
    void aTokenThatDoesNotOpenHereIsNotTried() {
        Answer verified = verify(shop());
        assertThat(verified.json().at("/items/0/usable").asBoolean()).isFalse();
        assertThat(verified.json().at("/items/0/failure_code").asString()).isEqualTo("provider_secret_unreadable");
    }

    @Test
    void withoutAnAccountThereIsNothingToAskAbout() {
        TestApi.Tenant tenant = api().tenant(ledger());
        Answer verified = verify(tenant);
        assertThat(verified.json().path("items").size()).isZero();
        Answer own = api().send("POST", tenant.key(), "/v1/tenants/" + tenant.id() + "/twilio/verify", null);
        assertThat(own.code()).isEqualTo("operator_key_needed");
        assertThat(api().send("POST", OPERATOR, "/v1/tenants/" + UUID.randomUUID() + "/twilio/verify", null)
                        .status())
                .isEqualTo(404);
    }

    private static Answer verify(Shop shop) {
        return verify(shop.tenant());
    }

    private static Answer verify(TestApi.Tenant tenant) {
        Answer answer = api().send("POST", OPERATOR, "/v1/tenants/" + tenant.id() + "/twilio/verify", null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
