package ai.tulia.messaging.domain.quota;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the counters said about one message's unit in the tenant's rolling 24 h.
 *
 * @param verdict whether there is a unit
 * @param used units taken in the rolling 24 h, this message's included when it has one
 * @param limit the tenant's daily limit; null = unlimited
 * @param ahead how many messages of the tenant already wait for a unit before this one
 * @param nextFreeAt when the unit after those ahead comes free (UTC); null when there is one now or none is known
 */
public record QuotaAnswer(
        Verdict verdict,
        long used,
        @Nullable Long limit,
        int ahead,
        @Nullable Instant nextFreeAt) {
    public enum Verdict {
        /** Not asked yet: the policy passes it, the reservation decides. */
        NOT_ASKED,
        /** A unit is free (when only looked at) or taken for this message (when reserved). */
        GRANTED,
        DENIED,
        /** The counters are away. */
        UNAVAILABLE
    }

    public static final QuotaAnswer NOT_ASKED = new QuotaAnswer(Verdict.NOT_ASKED, 0, null, 0, null);
    public static final QuotaAnswer UNAVAILABLE = new QuotaAnswer(Verdict.UNAVAILABLE, 0, null, 0, null);
}
