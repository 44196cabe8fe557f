package ai.tulia.messaging.activities.dispatch;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.delivery.ProviderError;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.twilio.TwilioErrors;
import ai.tulia.messaging.store.consent.ConsentLedger;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A refusal by which the provider tells that the recipient opted out: from now on we know it, too. */
@Component
public class ProviderOptOuts {
    private final ConsentLedger consents;

    ProviderOptOuts(ConsentLedger consents) {
        this.consents = consents;
    }

    /** Within the open tenant transaction. */
    public void record(UUID tenantId, UUID customerId, Channel channel, ProviderError error, String code, Instant at) {
        consents.record(
                tenantId,
                customerId,
                channel,
                TwilioErrors.withdraws(error),
                ConsentState.WITHDRAWN,
                "provider",
                code,
                at);
    }
}
