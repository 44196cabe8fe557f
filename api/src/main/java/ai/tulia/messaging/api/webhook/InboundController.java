package ai.tulia.messaging.api.webhook;

import ai.tulia.messaging.api.customer.WithdrawalFollowUp;
import ai.tulia.messaging.api.security.SignedByProvider;
import ai.tulia.messaging.domain.twilio.CallbackAddress;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes what customers write. An opt-out holds from the commit of the same transaction. */
@RestController
@SignedByProvider
@Hidden
class InboundController {
    private final ProviderSignature signature;
    private final TenantTransactions transactions;
    private final InboundIntake intake;
    private final WithdrawalFollowUp followUp;

    InboundController(
            ProviderSignature signature,
            TenantTransactions transactions,
            InboundIntake intake,
            WithdrawalFollowUp followUp) {
        this.signature = signature;
        this.transactions = transactions;
        this.intake = intake;
        this.followUp = followUp;
    }

    @PostMapping(
            path = CallbackAddress.PATH + "/inbound/{tenant}",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void take(@PathVariable UUID tenant, HttpServletRequest request) {
        ProviderForm form = ProviderForm.of(request);
        signature.check(tenant, request, form, "");
        followUp.run(tenant, transactions.call(tenant, () -> intake.take(tenant, form)));
    }
}
