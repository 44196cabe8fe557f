package ai.tulia.messaging.api.webhook;

import ai.tulia.messaging.api.security.SignedByProvider;
import ai.tulia.messaging.domain.delivery.DeliveryReport;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.twilio.CallbackAddress;
import ai.tulia.messaging.store.callback.ProviderCallback;
import ai.tulia.messaging.store.callback.ProviderCallbackRepository;
import ai.tulia.messaging.store.database.TenantTransactions;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes status callbacks: stores each as it came and answers; a worker applies them. What the message is, whether it is
 * known and which status came before makes no difference here, so that the answer never waits for its row.
 */
@RestController
@SignedByProvider
@Hidden
class StatusCallbackController {
    private final ProviderSignature signature;
    private final TenantTransactions transactions;
    private final ProviderCallbackRepository callbacks;
    private final Clock clock;

    StatusCallbackController(
            ProviderSignature signature,
            TenantTransactions transactions,
            ProviderCallbackRepository callbacks,
            Clock clock) {
        this.signature = signature;
        this.transactions = transactions;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    @PostMapping(
            path = CallbackAddress.PATH + "/{tenant}/{message}/{attempt}",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void take(
            @PathVariable UUID tenant,
            @PathVariable UUID message,
            @PathVariable short attempt,
            HttpServletRequest request) {
        ProviderForm form = ProviderForm.of(request);
        signature.check(tenant, request, form, CallbackAddress.RETRIES);
        String sid = form.required("MessageSid");
        var report = new DeliveryReport(form.required("MessageStatus"), errorCode(form));
        var callback = new ProviderCallback(new MessageRef(tenant, message), attempt, sid, report);
        transactions.run(tenant, () -> callbacks.store(callback, form.text(), clock.instant()));
    }

    /** Absent unless it failed. */
    private static @Nullable Integer errorCode(ProviderForm form) {
        String code = form.value("ErrorCode");
        return code != null && code.matches("\\d{1,9}") ? Integer.valueOf(code) : null;
    }
}
