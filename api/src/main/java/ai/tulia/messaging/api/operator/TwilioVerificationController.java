package ai.tulia.messaging.api.operator;

import ai.tulia.messaging.activities.delivery.TwilioAccountCheck;
import ai.tulia.messaging.activities.dispatch.ProviderAccess;
import ai.tulia.messaging.activities.dispatch.ProviderAccountOpener;
import ai.tulia.messaging.api.page.Page;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.security.OperatorOnly;
import ai.tulia.messaging.domain.delivery.ProviderError;
import ai.tulia.messaging.domain.twilio.FailureCode;
import ai.tulia.messaging.store.message.OutboundTextQueries.Account;
import ai.tulia.messaging.store.tenant.ProviderAccountQueries;
import ai.tulia.messaging.store.tenant.ProviderAccountQueries.SealedAccount;
import ai.tulia.messaging.store.tenant.ProviderAccountRepository;
import ai.tulia.messaging.store.tenant.TenantRepository;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks Twilio whether a tenant's accounts can be used: before the first message, or after one that failed. */
@RestController
@Tag(name = "Twilio accounts")
@OperatorOnly
class TwilioVerificationController {
    /** From then on no further account is asked about: the caller waits. */
    private static final Duration ASKED_WITHIN = Duration.ofSeconds(10);

    private static final String NOT_ASKED = "not_asked";

    private final TenantRepository tenants;
    private final ProviderAccountRepository accounts;
    private final ProviderAccountQueries accountQueries;
    private final ProviderAccountOpener opener;
    private final TwilioAccountCheck twilio;
    private final Clock clock;

    TwilioVerificationController(
            TenantRepository tenants,
            ProviderAccountRepository accounts,
            ProviderAccountQueries accountQueries,
            ProviderAccountOpener opener,
            TwilioAccountCheck twilio,
            Clock clock) {
        this.tenants = tenants;
        this.accounts = accounts;
        this.accountQueries = accountQueries;
        this.opener = opener;
        this.twilio = twilio;
        this.clock = clock;
    }

    /** What Twilio said of an account. */
    record VerifiedAccountResponse(
            String accountSid,

            @Schema(description = "Whether Twilio took the token, and the account is active.")
            boolean usable,

            @Schema(description = "Twilio's: active, suspended or closed; null = it did not say.") @Nullable
            String accountStatus,

            @Schema(
                    description =
                            "Why not: Twilio's error (twilio_20003), provider_secret_unreadable, what was seen instead of"
                                    + " an answer (connect_timeout), or not_asked when those before it took too long. null ="
                                    + " Twilio answered.")
            @Nullable
            String failureCode,

            @Schema(description = "What to do about Twilio's error.") @Nullable
            String advice) {}

    @Operation(
            operationId = "verifyTwilioAccounts",
            summary = "Ask Twilio whether a tenant's accounts can be used",
            description =
                    "Each once, the main one first, with the token that is stored; nothing is sent or changed. The answer"
                            + " is 200 whatever Twilio said.")
    @PostMapping("/v1/tenants/{id}/twilio/verify")
    Page<VerifiedAccountResponse> verify(@PathVariable UUID id) {
        if (tenants.find(id).isEmpty()) {
            throw ApiProblem.notFound("tenant");
        }
        Instant end = clock.instant().plus(ASKED_WITHIN);
        List<VerifiedAccountResponse> verified = accountQueries.sealed(id).stream()
                .map(account -> verify(id, account, end))
                .toList();
        int usable =
                (int) verified.stream().filter(VerifiedAccountResponse::usable).count();
        accounts.verified(id, verified.size(), usable);
        return Page.all(verified);
    }

    private VerifiedAccountResponse verify(UUID tenant, SealedAccount account, Instant end) {
        if (clock.instant().isAfter(end)) {
            return failed(account.sid(), null, NOT_ASKED);
        }
        return switch (opener.open(tenant, new Account(account.sid(), account.token()))) {
            case ProviderAccess.Blocked blocked -> failed(account.sid(), null, blocked.code());
            case ProviderAccess.Open open -> {
                var answer = twilio.ask(open.accountSid(), open.token());
                yield answer.usable()
                        ? new VerifiedAccountResponse(account.sid(), true, answer.status(), null, null)
                        : failed(account.sid(), answer.status(), answer.failureCode());
            }
        };
    }

    private static VerifiedAccountResponse failed(String sid, @Nullable String status, @Nullable String code) {
        String advice = code == null
                ? null
                : FailureCode.error(code).map(ProviderError::advice).orElse(null);
        return new VerifiedAccountResponse(sid, false, status, code, advice);
    }
}
