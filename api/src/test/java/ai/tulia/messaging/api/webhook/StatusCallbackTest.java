package ai.tulia.messaging.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.ApiTest;
import ai.tulia.messaging.api.testing.TestApi;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promises R10 and S7: what the tenant's account signed is stored once; everything else is 403 and changes nothing. */
class StatusCallbackTest extends ApiTest {
    /** What the API is told is its public address. */
    private static final String PUBLIC = "http://localhost:8080";

    private UUID tenant;
    private String path;

    @BeforeEach
    void aTenantWithAnAccount() {
        tenant = tenant().id();
        account(tenant, "its-token");
        path = path(tenant);
    }

    @Test
    void aSignedCallbackIsStoredAsItCame() {
        assertThat(post(path, delivered(), "its-token").status()).isEqualTo(204);
        assertThat(stored("message_id || ' ' || attempt || ' ' || provider_msg_id || ' ' || status"))
                .isEqualTo(path.split("/")[5] + " 2 SM1 delivered");
        assertThat(stored("form")).isEqualTo(form(delivered()));
    }

    @Test
    void theSameStatusIsStoredOnceHoweverOftenAndAtOnceItComes() throws Exception {
        Callable<Integer> once = () -> post(path, delivered(), "its-token").status();
        try (var callers = Executors.newFixedThreadPool(5)) {
            for (var answer : callers.invokeAll(List.of(once, once, once, once, once))) {
                assertThat(answer.get()).isEqualTo(204);
            }
        }
        assertThat(stored("count(*)")).isEqualTo("1");
        assertThat(post(path, with(delivered(), "MessageStatus", "read"), "its-token")
                        .status())
                .isEqualTo(204);
        assertThat(stored("count(*)")).isEqualTo("2");
    }

    @Test
    void whatTheAccountDidNotSignIsRefused() {
        UUID other = tenant().id();
        account(other, "another-token");
        String signature = sign("its-token", PUBLIC + path, delivered());
        refused(send(path, delivered(), null));
        refused(send(path, delivered(), ""));
        refused(send(path, delivered(), "bm90IGEgc2lnbmF0dXJl"));
        refused(post(path, delivered(), "another-token"));
        refused(send(path, with(delivered(), "MessageStatus", "failed"), signature));
        refused(send(path, with(delivered(), "ErrorCode", "30003"), signature));
        refused(send(path.replace(tenant.toString(), other.toString()), delivered(), signature));
        refused(post(path(UUID.randomUUID()), delivered(), "its-token"));
        UUID without = tenant().id();
        refused(post(path(without), delivered(), "its-token"));
        assertThat(ledger().queryText("select count(*) from provider_callback where tenant_id = any (array['" + tenant
                        + "', '" + other + "', '" + without + "']::uuid[])"))
                .isEqualTo("0");
    }

    @Test
    void parametersThatWeDoNotKnowPass() {
        assertThat(post(path, with(delivered(), "NewOfTwilio", "x y&z=\u00fc"), "its-token")
                        .status())
                .isEqualTo(204);
    }

    /** Whether the provider signs the fragment that tells it how often to try, its documentation does not say. */
    @Test
    void theUrlIsTakenWithAndWithoutItsFragment() {
        String signed = sign("its-token", PUBLIC + path + "#rc=5&rp=5xx,ct,rt", delivered());
        assertThat(send(path, delivered(), signed).status()).isEqualTo(204);
    }

    @Test
    void duringARotationBothTokensSignAndAfterItTheNewOneAlone() {
        account(tenant, "new-token");
        api().clock().advance(Duration.ofSeconds(5));
        assertThat(post(path, delivered(), "its-token").status()).isEqualTo(204);
        assertThat(post(path, delivered(), "new-token").status()).isEqualTo(204);
        api().clock().advance(Duration.ofHours(24));
        refused(post(path, delivered(), "its-token"));
        assertThat(post(path, delivered(), "new-token").status()).isEqualTo(204);
    }

    @Test
    void aSignedFormWithoutWhatACallbackHasIs400() {
        Map<String, String> without = new TreeMap<>(delivered());
        without.remove("MessageSid");
        Answer answer = post(path, without, "its-token");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("MessageSid");
        assertThat(send(path, "MessageSid=%ZZ", "x").status()).isEqualTo(400);
        assertThat(send(path + "?a=b", delivered(), sign("its-token", PUBLIC + path + "?a=b", delivered()))
                        .status())
                .isEqualTo(400);
        assertThat(ledger().queryText("select count(*) from provider_callback where tenant_id = '" + tenant + "'"))
                .isEqualTo("0");
    }

    private void account(UUID of, String token) {
        var body = "{\"account_sid\": \"AC00000000000000000000000000000001\", \"auth_token\": \"" + token + "\"}";
        assertThat(api().send("PUT", TestApi.OPERATOR_KEY, "/v1/tenants/" + of + "/twilio", body)
                        .status())
                .isEqualTo(200);
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

    private Answer post(String path, Map<String, String> fields, String token) {
        return send(path, fields, sign(token, PUBLIC + path, fields));
    }

    private Answer send(String path, Map<String, String> fields, String signature) {
        return send(path, form(fields), signature);
    }

    private Answer send(String path, String form, String signature) {
        var request = api().request(path)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .POST(BodyPublishers.ofString(form));
        if (signature != null) {
            request.header("X-Twilio-Signature", signature);
        }
        return api().send(request.build());
    }

    private static String form(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** As Twilio documents it, apart from the library that checks it. */
    private static String sign(String token, String url, Map<String, String> fields) {
        var signed = new StringBuilder(url);
        new TreeMap<>(fields).forEach((name, value) -> signed.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String stored(String what) {
        return ledger().queryText("select " + what + " from provider_callback where tenant_id = '" + tenant + "'");
    }
}
