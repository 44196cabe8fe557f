package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.quota.QuotaAnswer.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code quota.lua} would answer to many messages that ask one after the other, worked out on a copy of the
 * tenant's places: nothing is stored or counted. Asked in order of time.
 */
public final class QuotaForecast {
    private static final long DAY = QuotaWindow.LENGTH.toMillis();
    /** To this the instants are rounded up at which those who wait are back: there are so many of them. */
    private static final long GRAIN = Duration.ofMinutes(1).toMillis();
    /** Who is back later than this after the first who asked is not asked for: a night and all zones are shorter. */
    private static final long HORIZON = Duration.ofDays(3).toMillis();

    private final @Nullable Long limit;
    private final boolean held;
    private final List<Places> taken = new ArrayList<>();
    private final TreeMap<Long, Integer> back = new TreeMap<>();
    private int ahead;
    private @Nullable Long horizon;

    /** @param upTo how many places were taken at this instant or before */
    private record Places(long at, long upTo) {}

    /**
     * @param limit places in 24 h; null = unlimited
     * @param held whether the limit holds them
     * @param takenAt the places taken, oldest first
     * @param ahead how many wait for a place before them
     */
    QuotaForecast(@Nullable Long limit, boolean held, List<Instant> takenAt, int ahead) {
        this.limit = limit;
        this.held = held;
        this.ahead = ahead;
        takenAt.forEach(at -> take(at.toEpochMilli(), 1));
    }

    /** What the next one is told; a place that it is granted is taken from then on. */
    public QuotaAnswer ask(Instant at) {
        long now = at.toEpochMilli();
        if (horizon == null) {
            horizon = now + HORIZON;
        }
        while (!back.isEmpty() && back.firstKey() <= now) {
            var those = back.pollFirstEntry();
            take(those.getKey(), those.getValue());
            ahead -= those.getValue();
        }
        long gone = upTo(now - DAY);
        long used = total() - gone;
        if (!held || limit == null || used < limit) {
            take(now, 1);
            return new QuotaAnswer(Verdict.GRANTED, used + 1, limit, 0, null);
        }
        Instant free = limit == 0
                ? null
                : Instant.ofEpochMilli(takenAt(gone + used - limit + ahead % limit) + DAY * (1 + ahead / limit));
        return new QuotaAnswer(Verdict.DENIED, used, limit, ahead, free);
    }

    /** The one that was denied waits for its place until then, instead of ending. */
    public void waits(Instant until) {
        ahead++;
        long grain = Math.ceilDiv(until.toEpochMilli(), GRAIN) * GRAIN;
        if (horizon != null && grain <= horizon) {
            back.merge(grain, 1, Integer::sum);
        }
    }

    private void take(long at, int places) {
        if (!taken.isEmpty() && taken.getLast().at() == at) {
            taken.set(taken.size() - 1, new Places(at, total() + places));
        } else {
            taken.add(new Places(at, total() + places));
        }
    }

    private long total() {
        return taken.isEmpty() ? 0 : taken.getLast().upTo();
    }

    /** How many places were taken at this instant or before. */
    private long upTo(long at) {
        int low = 0;
        int high = taken.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (taken.get(middle).at() <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : taken.get(low - 1).upTo();
    }

    /** When the place with this index was taken. */
    private long takenAt(long index) {
        int low = 0;
        int high = taken.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (taken.get(middle).upTo() <= index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return taken.get(low).at();
    }
}
