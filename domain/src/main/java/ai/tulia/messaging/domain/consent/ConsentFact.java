package ai.tulia.messaging.domain.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One consent as the ledger holds it.
 *
 * @param recordedAt when it was recorded; null while the state is {@link ConsentState#UNKNOWN}
 * @param source where it came from in the tenant's words (web form, import, keyword); null when unknown
 */
public record ConsentFact(
        ConsentState state,
        @Nullable Instant recordedAt,
        @Nullable String source) {
    /** Nothing was ever recorded. */
    public static final ConsentFact UNKNOWN = new ConsentFact(ConsentState.UNKNOWN, null, null);
}
