package ai.tulia.messaging.api.webhook;

import ai.tulia.messaging.api.customer.WithdrawalFollowUp;
import ai.tulia.messaging.api.security.SignedByProvider;
import ai.tulia.messaging.domain.twilio.CallbackAddress;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.inbound.InboundIntake;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.inbound.ReceivedMessage;
import com.twilio.twiml.MessagingResponse;
import com.twilio.twiml.messaging.Message;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes what customers write. An opt-out holds from the commit of the same transaction. The answer to a keyword goes back
 * in the response, as TwiML: it is no message of the tenant's, needs no consent and takes no unit of the daily limit.
 */
@RestController
@SignedByProvider
@Hidden
class InboundController {
    private static final int MAX_MEDIA = 10;

    private final ProviderSignature signature;
    private final TenantTransactions transactions;
    private final InboundIntake intake;
    private final WithdrawalFollowUp followUp;
    private final Clock clock;

    InboundController(
            ProviderSignature signature,
            TenantTransactions transactions,
            InboundIntake intake,
            WithdrawalFollowUp followUp,
            Clock clock) {
        this.signature = signature;
        this.transactions = transactions;
        this.intake = intake;
        this.followUp = followUp;
        this.clock = clock;
    }

    @PostMapping(
            path = CallbackAddress.PATH + "/inbound/{tenant}",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> take(@PathVariable UUID tenant, HttpServletRequest request) {
        ProviderForm form = ProviderForm.of(request);
        signature.check(tenant, request, form, "");
        ReceivedMessage received = received(form, clock.instant());
        var taken = transactions.call(tenant, () -> intake.take(tenant, received, true));
        followUp.run(tenant, taken.effect());
        String reply = taken.reply();
        return reply == null
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok().contentType(MediaType.TEXT_XML).body(twiml(reply));
    }

    private static String twiml(String reply) {
        return new MessagingResponse.Builder()
                .message(new Message.Builder(reply).build())
                .build()
                .toXml();
    }

    private static ReceivedMessage received(ProviderForm form, Instant at) {
        return new ReceivedMessage(
                form.required("MessageSid"),
                form.required("From"),
                Objects.requireNonNullElse(form.value("To"), ""),
                Objects.requireNonNullElse(form.value("Body"), ""),
                media(form),
                form.value("WaId"),
                form.value("ExternalUserId"),
                form.value("ParentExternalUserId"),
                at);
    }

    private static List<InboundMessage.Media> media(ProviderForm form) {
        List<InboundMessage.Media> media = new ArrayList<>();
        for (int i = 0; i < MAX_MEDIA; i++) {
            @Nullable String url = form.value("MediaUrl" + i);
            if (url != null) {
                media.add(new InboundMessage.Media(url, form.value("MediaContentType" + i)));
            }
        }
        return media;
    }
}
