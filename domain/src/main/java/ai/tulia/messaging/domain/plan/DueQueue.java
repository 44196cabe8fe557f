package ai.tulia.messaging.domain.plan;

import ai.tulia.messaging.domain.plan.PlanTally.LastWait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which instant in the plan of a broadcast. Those of one segment who waited for the same
 * last and are due at the same instant are counted together; how many such there are is bounded.
 */
final class DueQueue {
    private static final int MAX_ENTRIES = 100_000;

    private final TreeMap<Instant, Map<CohortKey, Cohort>> byDue = new TreeMap<>();
    private int size;

    /** @param asked whether they were told of a unit of the quota and wait for it */
    private record CohortKey(AudienceSegment segment, LastWait lastWait, boolean asked) {}

    /** Some of one segment who are due at the same time. */
    static final class Cohort {
        private final CohortKey key;
        private final boolean whole;
        private final List<UUID> samples = new ArrayList<>();
        private long count;
        private long taken;

        private Cohort(CohortKey key, boolean whole) {
            this.key = key;
            this.whole = whole;
        }

        AudienceSegment segment() {
            return key.segment();
        }

        LastWait lastWait() {
            return key.lastWait();
        }

        boolean asked() {
            return key.asked();
        }

        private void add(@Nullable UUID sample) {
            count++;
            if (sample != null) {
                samples.add(sample);
            }
        }

        /** Where the next one stands among all of them, from 0 to 1: segments are mixed evenly by it. */
        double share() {
            return (taken + 0.5) / count;
        }

        boolean isEmpty() {
            return taken == count;
        }

        /** The next of them; null where its id is not kept. */
        @Nullable
        UUID next() {
            long number = taken++;
            if (whole) {
                return key.segment().sampleAt(number);
            }
            if (samples.isEmpty()) {
                return null;
            }
            long stride = Math.ceilDiv(count, samples.size());
            return number % stride == 0 ? samples.get((int) (number / stride)) : null;
        }
    }

    boolean isEmpty() {
        return byDue.isEmpty();
    }

    /** When the next ones are due. */
    Instant next() {
        return byDue.firstKey();
    }

    /** Takes those who are due next. */
    Collection<Cohort> take() {
        var those = byDue.pollFirstEntry().getValue();
        size -= those.size();
        return those.values();
    }

    /** The whole segment, once. */
    void putAll(AudienceSegment segment, Instant at, LastWait wait) {
        var key = new CohortKey(segment, wait, false);
        var all = new Cohort(key, true);
        all.count = segment.size();
        byDue.computeIfAbsent(at, t -> new LinkedHashMap<>()).put(key, all);
        size++;
    }

    /** One of a segment. @return false when too many others wait already, and it is not followed any further */
    boolean put(AudienceSegment segment, Instant at, LastWait wait, boolean asked, @Nullable UUID sample) {
        var key = new CohortKey(segment, wait, asked);
        var those = byDue.get(at);
        Cohort cohort = those == null ? null : those.get(key);
        if (cohort == null) {
            if (size >= MAX_ENTRIES) {
                return false;
            }
            cohort = new Cohort(key, false);
            byDue.computeIfAbsent(at, t -> new LinkedHashMap<>()).put(key, cohort);
            size++;
        }
        cohort.add(sample);
        return true;
    }
}
