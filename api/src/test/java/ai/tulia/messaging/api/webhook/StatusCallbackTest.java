package ai.tulia.messaging.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tenant's account signed is stored once; everything else is 403 and changes nothing. */
class StatusCallbackTest extends ApiTest {
    private UUID tenant;
    private SignedForm callback;

    @BeforeEach
    void aTenantWithAnAccount() {
        tenant = tenant().id();
        callback = new SignedForm(api(), path(tenant));
        callback.account(tenant, "its-token");
    }

    @Test
    void aSignedCallbackIsStoredAsItCame() {
        assertThat(callback.post(delivered(), "its-token").status()).isEqualTo(204);
        assertThat(stored("message_id || ' ' || attempt || ' ' || provider_msg_id || ' ' || status"))
                .isEqualTo(callback.path().split("/")[5] + " 2 SM1 delivered");
        assertThat(stored("form")).isEqualTo(SignedForm.encoded(delivered()));
    }

    @Test
    void theSameStatusIsStoredOnceHoweverOftenAndAtOnceItComes() throws Exception {
        Callable<Integer> once = () -> callback.post(delivered(), "its-token").status();
        try (var callers = Executors.newFixedThreadPool(5)) {
            for (var answer : callers.invokeAll(List.of(once, once, once, once, once))) {
                assertThat(answer.get()).isEqualTo(204);
            }
        }
        assertThat(stored("count(*)")).isEqualTo("1");
        assertThat(callback.post(with(delivered(), "MessageStatus", "read"), "its-token")
                        .status())
                .isEqualTo(204);
        assertThat(stored("count(*)")).isEqualTo("2");
    }

    @Test
    void whatTheAccountDidNotSignIsRefused() {
        UUID other = tenant().id();
        callback.account(other, "another-token");
        String signature = callback.signature("its-token", delivered(), "");
        refused(callback.send(delivered(), null));
        refused(callback.send(delivered(), ""));
        refused(callback.send(delivered(), "bm90IGEgc2lnbmF0dXJl"));
        refused(callback.post(delivered(), "another-token"));
        refused(callback.send(with(delivered(), "MessageStatus", "failed"), signature));
        refused(callback.send(with(delivered(), "ErrorCode", "30003"), signature));
        refused(callback.at(callback.path().replace(tenant.toString(), other.toString()))
                .send(delivered(), signature));
        refused(callback.at(path(UUID.randomUUID())).post(delivered(), "its-token"));
        UUID without = tenant().id();
        refused(callback.at(path(without)).post(delivered(), "its-token"));
        assertThat(ledger().queryText("select count(*) from provider_callback where tenant_id = any (array['" + tenant
                        + "', '" + other + "', '" + without + "']::uuid[])"))
                .isEqualTo("0");
    }

    @Test
    void parametersThatWeDoNotKnowPass() {
        assertThat(callback.post(with(delivered(), "NewOfTwilio", "x y&z=\u00fc"), "its-token")
                        .status())
                .isEqualTo(204);
    }

    /** Whether the provider signs the fragment that tells it how often to try, its documentation does not say. */
    @Test
    void theUrlIsTakenWithAndWithoutItsFragment() {
        String signed = callback.signature("its-token", delivered(), "#rc=5&rp=5xx,ct,rt");
        assertThat(callback.send(delivered(), signed).status()).isEqualTo(204);
    }

    @Test
    void duringARotationBothTokensSignAndAfterItTheNewOneAlone() {
        callback.account(tenant, "new-token");
        api().clock().advance(Duration.ofSeconds(5));
        assertThat(callback.post(delivered(), "its-token").status()).isEqualTo(204);
        assertThat(callback.post(delivered(), "new-token").status()).isEqualTo(204);
        api().clock().advance(Duration.ofHours(24));
        refused(callback.post(delivered(), "its-token"));
        assertThat(callback.post(delivered(), "new-token").status()).isEqualTo(204);
    }

    @Test
    void aSignedFormWithoutWhatACallbackHasIs400() {
        Map<String, String> without = new TreeMap<>(delivered());
        without.remove("MessageSid");
        Answer answer = callback.post(without, "its-token");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("MessageSid");
        assertThat(callback.send("MessageSid=%ZZ", "x").status()).isEqualTo(400);
        assertThat(callback.at(callback.path() + "?a=b")
                        .post(delivered(), "its-token")
                        .status())
                .isEqualTo(400);
        assertThat(ledger().queryText("select count(*) from provider_callback where tenant_id = '" + tenant + "'"))
                .isEqualTo("0");
    }

    private static String path(UUID of) {
        return "/v1/webhooks/twilio/" + of + "/" + UUID.randomUUID() + "/2";
    }

    private static Map<String, String> delivered() {
        return Map.of("MessageSid", "SM1", "MessageStatus", "delivered", "To", "whatsapp:+14155550100");
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> more = new TreeMap<>(fields);
        more.put(name, value);
        return more;
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("invalid_signature");
    }

    private String stored(String what) {
        return ledger().queryText("select " + what + " from provider_callback where tenant_id = '" + tenant + "'");
    }
}
