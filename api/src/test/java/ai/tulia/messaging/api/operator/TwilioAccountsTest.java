package ai.tulia.messaging.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The Twilio accounts of a tenant, which its senders belong to. */
class TwilioAccountsTest extends ApiTest {
    private static final String OPERATOR = TestApi.OPERATOR_KEY;

    @Test
    void theTwilioTokenGoesInAndNeverComesOut() {
        var tenant = tenant();
        String path = "/v1/tenants/" + tenant.id() + "/twilio";
        String good = "{\"account_sid\":\"AC" + "0a".repeat(16) + "\",\"auth_token\":\"s3cret-token\"}";
        Answer put = api().send("PUT", OPERATOR, path, good);
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.body()).doesNotContain("s3cret");
        assertThat(api().send("PUT", OPERATOR, path, good.replace("AC", "AD")).status())
                .isEqualTo(400);
        String nowhere = "/v1/tenants/" + UUID.randomUUID() + "/twilio";
        assertThat(api().send("PUT", OPERATOR, nowhere, good).status()).isEqualTo(404);
    }

    @Test
    void aSenderMayBelongToAnotherAccountThatStaysWhileItDoes() {
        var tenant = tenant();
        String path = "/v1/tenants/" + tenant.id();
        String main = "AC" + "0a".repeat(16);
        String other = "AC" + "0b".repeat(16);
        String senders = "{\"senders\":[{\"address\":\"+14155550101\",\"account_sid\":\"" + other + "\"}]}";
        api().send("PUT", OPERATOR, path + "/twilio", "{\"account_sid\":\"" + main + "\",\"auth_token\":\"s3cret\"}");

        Answer unknown = patch(path, senders);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("unknown_account");
        assertThat(unknown.json().at("/errors/0/field").asString()).isEqualTo("senders[0].account_sid");

        Answer added = api().send("PUT", OPERATOR, path + "/twilio/" + other, "{\"auth_token\":\"s3cret-2\"}");
        assertThat(added.status()).as(added.body()).isEqualTo(200);
        assertThat(added.json().path("main").asBoolean()).isFalse();
        Answer named = patch(path, senders);
        assertThat(named.status()).as(named.body()).isEqualTo(200);
        assertThat(named.json().at("/senders/0/account_sid").asString()).isEqualTo(other);

        Answer listed = api().get(OPERATOR, path + "/twilio");
        assertThat(listed.json().at("/items/0/account_sid").asString()).isEqualTo(main);
        assertThat(listed.json().at("/items/0/main").asBoolean()).isTrue();
        assertThat(listed.json().at("/items/1/account_sid").asString()).isEqualTo(other);
        assertThat(listed.body()).doesNotContain("s3cret");

        assertThat(remove(path, other).code()).isEqualTo("account_in_use");
        assertThat(remove(path, main).code()).isEqualTo("account_in_use");
        assertThat(remove(path, "AC" + "0c".repeat(16)).status()).isEqualTo(404);
        Answer becomesMain = api().send(
                        "PUT",
                        OPERATOR,
                        path + "/twilio",
                        "{\"account_sid\":\"" + other + "\",\"auth_token\":\"s3cret\"}");
        assertThat(becomesMain.code()).isEqualTo("account_exists");
        patch(path, "{\"senders\":[{\"address\":\"+14155550101\"}]}");
        assertThat(remove(path, other).status()).isEqualTo(204);
    }

    @Test
    void aTwilioThatDoesNotAnswerIsSaidToDoSo() {
        var tenant = tenant();
        String path = "/v1/tenants/" + tenant.id() + "/twilio";
        api().send("PUT", OPERATOR, path, "{\"account_sid\":\"AC" + "0d".repeat(16) + "\",\"auth_token\":\"s3cret\"}");
        Answer verified = api().send("POST", OPERATOR, path + "/verify", null);
        assertThat(verified.status()).as(verified.body()).isEqualTo(200);
        assertThat(verified.json().at("/items/0/usable").asBoolean()).isFalse();
        assertThat(verified.json().at("/items/0/failure_code").asString()).isNotBlank();
        assertThat(verified.body()).doesNotContain("s3cret");
    }

    private static Answer remove(String tenant, String account) {
        return api().send("DELETE", OPERATOR, tenant + "/twilio/" + account, null);
    }

    @Test
    void aTenantsKeyOpensNoneOfThese() {
        var tenant = tenant();
        String path = "/v1/tenants/" + tenant.id() + "/twilio";

        assertThat(api().get(tenant.key(), path).code()).isEqualTo("operator_key_needed");
        assertThat(api().send("DELETE", tenant.key(), path + "/AC" + "0a".repeat(16), null)
                        .code())
                .isEqualTo("operator_key_needed");
    }

    private static Answer patch(String path, String body) {
        return api().send("PATCH", OPERATOR, path, body);
    }
}
