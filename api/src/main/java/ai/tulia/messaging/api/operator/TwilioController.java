package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.store.tenant.ProviderAccountRepository;
import ai.tulia.messaging.store.tenant.TenantRepository;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@OperatorOnly
class TwilioController {
    private static final Pattern SID = Pattern.compile("AC[0-9a-fA-F]{32}");

    private final TenantRepository tenants;
    private final ProviderAccountRepository accounts;

    TwilioController(TenantRepository tenants, ProviderAccountRepository accounts) {
        this.tenants = tenants;
        this.accounts = accounts;
    }

    record TwilioRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String accountSid,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String authToken) {
        /** Records print their fields; this one holds a secret. */
        @Override
        public String toString() {
            return "TwilioRequest[" + accountSid + "]";
        }
    }

    /** Without the token: it goes in and never comes out. */
    record TwilioView(String accountSid, Instant updatedAt) {}

    @PutMapping("/v1/tenants/{id}/twilio")
    TwilioView put(@PathVariable UUID id, @RequestBody TwilioRequest request) {
        String sid = request.accountSid();
        new Checks()
                .required("account_sid", sid)
                .required("auth_token", request.authToken())
                .that(
                        sid == null || SID.matcher(sid).matches(),
                        "account_sid",
                        "is no account of Twilio",
                        "give AC and 32 hexadecimal digits")
                .text("auth_token", request.authToken(), 200)
                .done();
        if (tenants.find(id).isEmpty()) {
            throw ApiProblem.notFound("tenant");
        }
        String known = Objects.requireNonNull(sid);
        return new TwilioView(known, accounts.put(id, known, Objects.requireNonNull(request.authToken())));
    }
}
