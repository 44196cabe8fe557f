package ai.tulia.messaging.domain.plan;

import ai.tulia.messaging.domain.plan.PlanTally.Way;
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
 * Who waits for which instant in the plan of a broadcast. Those of one kind who came the same way and are due at the same
 * instant are counted together; how many such there are is bounded.
 */
final class PlannedLine {
    private static final int MAX_ENTRIES = 100_000;

    private final TreeMap<Instant, Map<Place, Some>> line = new TreeMap<>();
    private int size;

    /** @param asked whether they were told of a unit of the quota and wait for it */
    private record Place(RecipientKind kind, Way way, boolean asked) {}

    /** Some of one kind who are due at the same time. */
    static final class Some {
        private final Place place;
        private final boolean whole;
        private final List<UUID> samples = new ArrayList<>();
        private long count;
        private long taken;

        private Some(Place place, boolean whole) {
            this.place = place;
            this.whole = whole;
        }

        RecipientKind kind() {
            return place.kind();
        }

        Way way() {
            return place.way();
        }

        boolean asked() {
            return place.asked();
        }

        private void add(@Nullable UUID sample) {
            count++;
            if (sample != null) {
                samples.add(sample);
            }
        }

        /** Where the next one stands among all of them, from 0 to 1: kinds are mixed evenly by it. */
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
                return place.kind().sample(number);
            }
            if (samples.isEmpty()) {
                return null;
            }
            long stride = Math.ceilDiv(count, samples.size());
            return number % stride == 0 ? samples.get((int) (number / stride)) : null;
        }
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    /** When the next ones are due. */
    Instant next() {
        return line.firstKey();
    }

    /** Takes those who are due next. */
    Collection<Some> take() {
        var those = line.pollFirstEntry().getValue();
        size -= those.size();
        return those.values();
    }

    /** The whole kind, once. */
    void putAll(RecipientKind kind, Instant at, Way way) {
        var place = new Place(kind, way, false);
        var all = new Some(place, true);
        all.count = kind.count();
        line.computeIfAbsent(at, t -> new LinkedHashMap<>()).put(place, all);
        size++;
    }

    /** One of a kind. @return false when too many others wait already, and it is not followed any further */
    boolean put(RecipientKind kind, Instant at, Way way, boolean asked, @Nullable UUID sample) {
        var place = new Place(kind, way, asked);
        var those = line.get(at);
        Some some = those == null ? null : those.get(place);
        if (some == null) {
            if (size >= MAX_ENTRIES) {
                return false;
            }
            some = new Some(place, false);
            line.computeIfAbsent(at, t -> new LinkedHashMap<>()).put(place, some);
            size++;
        }
        some.add(sample);
        return true;
    }
}
