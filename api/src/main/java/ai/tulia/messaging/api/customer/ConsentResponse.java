package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.store.consent.Consent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a customer said about one type of message on one channel. */
public record ConsentResponse(
        String channel,
        String type,
        String state,
        @Nullable String source,
        @Nullable String proof,
        Instant recordedAt) {
    public static ConsentResponse of(Consent consent) {
        return new ConsentResponse(
                consent.channel().code(),
                consent.type().code(),
                consent.state().code(),
                consent.source(),
                consent.proof(),
                consent.recordedAt());
    }

    public static List<ConsentResponse> of(List<Consent> consents) {
        return consents.stream().map(ConsentResponse::of).toList();
    }
}
