package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.store.consent.Consent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

record ConsentAnswer(
        String channel,
        String type,
        String state,
        @Nullable String source,
        @Nullable String proof,
        Instant recordedAt) {
    static ConsentAnswer of(Consent consent) {
        return new ConsentAnswer(
                consent.channel().word(),
                consent.type().word(),
                consent.state().word(),
                consent.source(),
                consent.proof(),
                consent.recordedAt());
    }

    static List<ConsentAnswer> of(List<Consent> consents) {
        return consents.stream().map(ConsentAnswer::of).toList();
    }
}
