package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.store.consent.Consent;
import ai.tulia.messaging.store.consent.ConsentHistoryQueries;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A consent as it was recorded. */
public record RecordedConsentResponse(
        String channel,
        String type,
        String state,
        @Nullable String source,
        @Nullable String proof,
        Instant recordedAt,

        @Schema(
                description = "withdrawn only: ids of the messages that the consent governs and that had begun to leave"
                        + " before it was withdrawn. These may arrive; every other one that was pending was refused."
                        + " Absent where it was not noted.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<UUID> underWay) {
    static RecordedConsentResponse of(Consent consent, WithdrawalEffect effect) {
        return of(consent, consent.state() == ConsentState.WITHDRAWN ? effect.underWay() : null);
    }

    /** As the history has it. */
    public static RecordedConsentResponse of(ConsentHistoryQueries.Entry entry) {
        return of(entry.said(), entry.underWay());
    }

    private static RecordedConsentResponse of(Consent consent, @Nullable List<UUID> underWay) {
        return new RecordedConsentResponse(
                consent.channel().code(),
                consent.type().code(),
                consent.state().code(),
                consent.source(),
                consent.proof(),
                consent.recordedAt(),
                underWay);
    }
}
