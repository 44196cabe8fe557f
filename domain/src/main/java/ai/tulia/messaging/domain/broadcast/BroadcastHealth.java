package ai.tulia.messaging.domain.broadcast;

import java.util.Map;
import java.util.Optional;

/**
 * When a broadcast stops itself: its sends fail for the tenant's own fault, such as a wrong token, a blocked sender or a
 * paused template, and going on would only burn the audience.
 */
public final class BroadcastHealth {
    /** The messages that go out, a few at a time on one lane, before the broadcast runs at full width. */
    public static final int PROBE = 50;
    /** So many that failed the same way, of the first {@link #PROBE} or of one group later, stop it. */
    public static final int SAME_FAILURES = 20;

    private static final double SHARE = (double) SAME_FAILURES / PROBE;

    private BroadcastHealth() {}

    /**
     * @param tried how many were tried
     * @param faults of them, how many failed with each code that is the tenant's own fault
     * @return the code that stops it
     */
    public static Optional<String> stoppedBy(long tried, Map<String, Long> faults) {
        return faults.entrySet().stream()
                .filter(fault ->
                        fault.getValue() >= SAME_FAILURES && fault.getValue() >= SHARE * Math.max(tried, PROBE))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }
}
