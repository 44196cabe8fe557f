package ai.tulia.messaging.activities.delivery;

import ai.tulia.messaging.domain.dispatch.DispatchFacts;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.twilio.CallbackAddress;
import ai.tulia.messaging.store.message.DispatchRow;
import ai.tulia.messaging.store.message.OutboundText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a ledger row into the provider's form. */
@Component
public class OutboundMessages {
    /** Twilio's bounds of a validity period: 1 to 36,000 s. */
    private static final Duration MAX_VALIDITY = Duration.ofSeconds(36_000);

    private final URI publicUrl;

    OutboundMessages(DeliveryProperties properties) {
        this.publicUrl = properties.publicUrl();
    }

    public OutboundMessage of(
            DispatchRow row, String accountSid, String token, OutboundText text, int attempt, Instant now) {
        return new OutboundMessage(
                accountSid,
                token,
                Objects.requireNonNull(row.facts().route().sender()).address(),
                row.facts().channel().address(Objects.requireNonNull(text.to())),
                text.body(),
                text.contentSid(),
                text.contentVariables(),
                validity(row.facts(), now),
                URI.create(CallbackAddress.of(publicUrl.toString(), row.ref(), attempt)));
    }

    /**
     * How long the provider may keep an SMS of a type that quiet hours defer in its queue: until its validity ends or the
     * next quiet hours begin, so that a full carrier queue does not deliver at night.
     */
    private static @Nullable Duration validity(DispatchFacts facts, Instant now) {
        if (facts.channel() != Channel.SMS || !facts.type().rules().subjectToQuietHours()) {
            return null;
        }
        Duration left = Duration.between(now, DispatchPolicy.mayGoUntil(facts, now));
        if (left.compareTo(MAX_VALIDITY) >= 0) {
            return MAX_VALIDITY;
        }
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }
}
