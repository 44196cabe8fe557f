package ai.tulia.messaging.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.Answer;
import ai.tulia.messaging.api.testing.TestApi;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts forms as Twilio does, signed as it documents it, apart from the library that checks it. */
record SignedForm(TestApi api, String path) {
    /** What the API is told is its public address. */
    private static final String PUBLIC = "http://localhost:8080";

    /** The tenant's account at the provider. */
    void account(UUID tenant, String token) {
        var body = "{\"account_sid\": \"AC00000000000000000000000000000001\", \"auth_token\": \"" + token + "\"}";
        assertThat(api.send("PUT", TestApi.OPERATOR_KEY, "/v1/tenants/" + tenant + "/twilio", body)
                        .status())
                .isEqualTo(200);
    }

    SignedForm at(String otherPath) {
        return new SignedForm(api, otherPath);
    }

    Answer post(Map<String, String> fields, String token) {
        return send(fields, signature(token, fields, ""));
    }

    /** @param signature null = without the header */
    Answer send(Map<String, String> fields, String signature) {
        return send(encoded(fields), signature);
    }

    Answer send(String form, String signature) {
        var request = api.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .POST(BodyPublishers.ofString(form));
        if (signature != null) {
            request.header("X-Twilio-Signature", signature);
        }
        return api.send(request.build());
    }

    static String encoded(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** @param suffix of the URL that is signed with it */
    String signature(String token, Map<String, String> fields, String suffix) {
        var signed = new StringBuilder(PUBLIC + path + suffix);
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
}
