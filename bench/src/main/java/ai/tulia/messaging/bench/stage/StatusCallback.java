package ai.tulia.messaging.bench.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A status callback as the provider posts it, for orders and numbers of them that it sends only rarely.
 *
 * @param address that the POST of the message named
 */
public record StatusCallback(Tenant tenant, URI address, String sid, String status) {
    private static final String FAILED_WITH = "30005";

    /** Where it goes: what follows {@code #} in its address the provider keeps to itself. */
    public URI url() {
        return URI.create(address.toString().replaceFirst("#.*", ""));
    }

    public String form() {
        return fields().entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(joining("&"));
    }

    /** For the header {@code X-Twilio-Signature}. */
    public String signature() {
        String signed = url()
                + fields().entrySet().stream()
                        .map(field -> field.getKey() + field.getValue())
                        .collect(joining());
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(tenant.token().getBytes(UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> fields() {
        var fields = new TreeMap<>(Map.of(
                "AccountSid",
                tenant.account(),
                "MessageSid",
                sid,
                "MessageStatus",
                status,
                "SmsSid",
                sid,
                "ApiVersion",
                "2010-04-01"));
        if (status.equals("failed")) {
            fields.put("ErrorCode", FAILED_WITH);
        }
        return fields;
    }
}
