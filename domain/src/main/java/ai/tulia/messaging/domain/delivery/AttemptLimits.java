package ai.tulia.messaging.domain.delivery;

import java.time.Duration;
import java.time.Instant;

/** How long an attempt may live, from the commit of SENDING to the record of its outcome. */
public final class AttemptLimits {
    /** A POST starts this soon after its commit, or its message waits again: facts decided upon must not grow old. */
    public static final Duration START_WITHIN = Duration.ofSeconds(2);
    /** For the whole POST; the default of {@code tulia.twilio.total-timeout}, which may only be shorter. */
    public static final Duration POST_TIMEOUT = Duration.ofSeconds(20);
    /** How long an outcome is written again while the ledger is unavailable. */
    public static final Duration RECORD_WITHIN = Duration.ofSeconds(45);
    /** Longer than all of these together: an attempt this old has nobody left who could record its outcome. */
    public static final Duration LOST_AFTER =
            START_WITHIN.plus(POST_TIMEOUT).plus(RECORD_WITHIN).plusSeconds(8);

    private AttemptLimits() {}

    /** @param startedAt when SENDING was committed; @param now by the database's clock */
    public static boolean isLost(Instant startedAt, Instant now) {
        return !startedAt.plus(LOST_AFTER).isAfter(now);
    }
}
