package ai.tulia.messaging.domain.quota;

import ai.tulia.messaging.domain.quota.QuotaAnswer.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code quota.lua} would answer to many messages that ask one after the other, worked out on a copy of the
 * tenant's units: nothing is stored or counted. Asked in order of time.
 */
public final class QuotaForecast {
    private static final long WINDOW = QuotaUsage.WINDOW.toMillis();
    /** Units taken within this after another count as taken with it: there are so many of them. */
    private static final long GRAIN = Duration.ofMinutes(1).toMillis();

    private final @Nullable Long limit;
    private final boolean subjectToLimit;
    private final List<Units> taken = new ArrayList<>();
    private int ahead;

    /** @param upTo how many units were taken at this instant or before */
    private record Units(long at, long upTo) {}

    /**
     * @param limit units in 24 h; null = unlimited
     * @param subjectToLimit whether the limit defers or refuses them
     * @param takenAt the units taken, oldest first
     * @param ahead how many wait for a unit before them
     */
    public QuotaForecast(@Nullable Long limit, boolean subjectToLimit, List<Instant> takenAt, int ahead) {
        this.limit = limit;
        this.subjectToLimit = subjectToLimit;
        this.ahead = ahead;
        takenAt.forEach(at -> taken.add(new Units(at.toEpochMilli(), total() + 1)));
    }

    /** What the next one is told; a unit that it is granted is taken from then on. */
    public QuotaAnswer ask(Instant at) {
        long now = at.toEpochMilli();
        long gone = upTo(now - WINDOW);
        long used = total() - gone;
        if (!subjectToLimit || limit == null || used < limit) {
            take(now);
            return new QuotaAnswer(Verdict.GRANTED, used + 1, limit, 0, null);
        }
        Instant free = limit == 0
                ? null
                : Instant.ofEpochMilli(takenAt(gone + used - limit + ahead % limit) + WINDOW * (1 + ahead / limit));
        return new QuotaAnswer(Verdict.DENIED, used, limit, ahead, free);
    }

    /** One that was denied waits for the unit it was told of, instead of ending. */
    public void joins() {
        ahead++;
    }

    /** One of those who wait gets its unit. */
    public void comes(Instant at) {
        take(at.toEpochMilli());
        leaves();
    }

    /** One of those who wait ends without a unit. */
    public void leaves() {
        ahead--;
    }

    private void take(long at) {
        if (!taken.isEmpty() && at - taken.getLast().at() < GRAIN) {
            taken.set(taken.size() - 1, new Units(taken.getLast().at(), total() + 1));
        } else {
            taken.add(new Units(at, total() + 1));
        }
    }

    private long total() {
        return taken.isEmpty() ? 0 : taken.getLast().upTo();
    }

    /** How many units were taken at this instant or before. */
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

    /** When the unit with this index was taken. */
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
