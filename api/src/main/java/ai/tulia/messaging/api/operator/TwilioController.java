package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.Checks;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.store.tenant.ProviderAccountQueries;
import ai.tulia.messaging.store.tenant.ProviderAccountRepository;
import ai.tulia.messaging.store.tenant.TenantRepository;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Twilio accounts")
@OperatorOnly
@RequestMapping("/v1/tenants/{id}/twilio")
class TwilioController {
    private static final Pattern SID = Pattern.compile("AC[0-9a-fA-F]{32}");

    private final TenantRepository tenants;
    private final ProviderAccountRepository accounts;
    private final ProviderAccountQueries accountQueries;

    TwilioController(
            TenantRepository tenants, ProviderAccountRepository accounts, ProviderAccountQueries accountQueries) {
        this.tenants = tenants;
        this.accounts = accounts;
        this.accountQueries = accountQueries;
    }

    record TwilioAccountRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String accountSid,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String authToken) {
        /** Records print their fields; this one holds a secret. */
        @Override
        public String toString() {
            return "TwilioAccountRequest[" + accountSid + "]";
        }
    }

    record TwilioTokenRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String authToken) {
        /** Records print their fields; this one is a secret. */
        @Override
        public String toString() {
            return "TwilioTokenRequest[]";
        }
    }

    /**
     * Without the token: it goes in and never comes out.
     *
     * @param main what senders use that name none
     */
    record TwilioAccountResponse(String accountSid, boolean main, Instant updatedAt) {}

    /** The main one first. */
    @Operation(operationId = "listTwilioAccounts", summary = "List a tenant's Twilio accounts, the main one first")
    @GetMapping
    Page<TwilioAccountResponse> list(@PathVariable UUID id) {
        mustExist(id);
        return Page.all(accountQueries.list(id).stream()
                .map(account -> new TwilioAccountResponse(account.sid(), account.main(), account.updatedAt()))
                .toList());
    }

    /** The main one, in place of the one before. */
    @Operation(operationId = "setMainTwilioAccount", summary = "Set a tenant's main Twilio account")
    @PutMapping
    TwilioAccountResponse put(@PathVariable UUID id, @RequestBody TwilioAccountRequest request) {
        String sid = request.accountSid();
        check(sid, request.authToken());
        mustExist(id);
        String known = Objects.requireNonNull(sid);
        return accounts.putMain(id, known, Objects.requireNonNull(request.authToken()))
                .map(at -> new TwilioAccountResponse(known, true, at))
                .orElseThrow(() -> ApiProblem.of(
                        HttpStatus.CONFLICT,
                        "account_exists",
                        "It is another account of the tenant's: remove it there before it becomes the main one"));
    }

    /** Another account beside the main one, or a new token for one that is there. */
    @Operation(operationId = "setTwilioAccount", summary = "Add a Twilio account, or give it a new token")
    @PutMapping("/{account_sid}")
    TwilioAccountResponse put(
            @PathVariable UUID id,
            @PathVariable("account_sid") String accountSid,
            @RequestBody TwilioTokenRequest request) {
        check(accountSid, request.authToken());
        mustExist(id);
        accounts.put(id, accountSid, Objects.requireNonNull(request.authToken()));
        return list(id).items().stream()
                .filter(view -> view.accountSid().equals(accountSid))
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound("account"));
    }

    /** One that no sender names. */
    @ApiResponse(responseCode = "409", description = "It is the main one, or a sender names it")
    @Operation(operationId = "deleteTwilioAccount", summary = "Remove a Twilio account that no sender names")
    @DeleteMapping("/{account_sid}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id, @PathVariable("account_sid") String accountSid) {
        if (accountQueries.list(id).stream().noneMatch(account -> account.sid().equals(accountSid))) {
            throw ApiProblem.notFound("account");
        }
        if (!accounts.remove(id, accountSid)) {
            throw ApiProblem.of(
                    HttpStatus.CONFLICT,
                    "account_in_use",
                    "It is the main one, or a sender names it: give the senders another account first");
        }
    }

    private static void check(@Nullable String sid, @Nullable String token) {
        new Checks()
                .required("account_sid", sid)
                .required("auth_token", token)
                .that(
                        sid == null || SID.matcher(sid).matches(),
                        "account_sid",
                        "is no account of Twilio",
                        "give AC and 32 hexadecimal digits")
                .text("auth_token", token, 200)
                .done();
    }

    private void mustExist(UUID tenant) {
        if (tenants.find(tenant).isEmpty()) {
            throw ApiProblem.notFound("tenant");
        }
    }
}
