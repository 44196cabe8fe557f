package ai.tulia.messaging.api.webhook;

import ai.tulia.messaging.activities.delivery.DeliveryProperties;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.twilio.CallbackAddress;
import ai.tulia.messaging.store.tenant.WebhookTokens;
import com.twilio.security.RequestValidator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Whether a request comes from the tenant's account at the provider: {@code X-Twilio-Signature} over the exact public URL
 * and the form, with the account's auth token; during a rotation, with the one before it.
 */
@Component
class ProviderSignature {
    private static final String HEADER = "X-Twilio-Signature";

    private final DeliveryProperties properties;
    private final WebhookTokens tokens;

    ProviderSignature(DeliveryProperties properties, WebhookTokens tokens) {
        this.properties = properties;
        this.tokens = tokens;
    }

    /**
     * @param suffix of the address as we gave it to the provider, which it keeps to itself: whether it signs it, its
     *     documentation does not say, so both are taken
     * @throws ApiProblem 403, the same for a tenant that there is not
     */
    void check(UUID tenantId, HttpServletRequest request, ProviderForm form, String suffix) {
        String signature = request.getHeader(HEADER);
        String url = CallbackAddress.of(properties.publicUrl().toString(), request.getRequestURI());
        boolean valid = signature != null
                && tokens.of(tenantId).stream()
                        .map(RequestValidator::new)
                        .anyMatch(validator -> validator.validate(url, form.fields(), signature)
                                || validator.validate(url + suffix, form.fields(), signature));
        if (!valid) {
            throw ApiProblem.of(
                    HttpStatus.FORBIDDEN,
                    "invalid_signature",
                    "X-Twilio-Signature does not fit: check TULIA_PUBLIC_URL and the tenant's auth token");
        }
    }
}
