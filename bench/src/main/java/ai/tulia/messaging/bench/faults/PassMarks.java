package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.report.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What must hold in a trial, and what was found. */
abstract class PassMarks {
    private final List<Mark> marks = new ArrayList<>();

    List<Mark> marks() {
        return List.copyOf(marks);
    }

    void mark(String what, String measured, String bar, boolean met) {
        marks.add(new Mark(what, measured, bar, met));
        System.out.println("  " + (met ? "pass" : "MISS") + ": " + what + " " + measured + " (" + bar + ")");
    }

    void none(String what, long count) {
        mark(what, Long.toString(count), "0", count == 0);
    }

    void all(String what, long count, long of) {
        mark(what, count + " of " + of, "all", count == of);
    }

    void atMost(String what, Duration took, Duration bar) {
        mark(what, seconds(took), "at most " + seconds(bar), took.compareTo(bar) <= 0);
    }

    void equal(String what, long one, long other) {
        mark(what, one + ", " + other, "equal", one == other);
    }

    void atMost(String what, long count, long bar) {
        mark(what, Long.toString(count), "at most " + bar, count <= bar);
    }

    void atLeast(String what, long count, long bar) {
        mark(what, Long.toString(count), "at least " + bar, count >= bar);
    }

    /** Of what takes milliseconds: against what it took before the fault. */
    void atMost(String what, Duration took, Duration before, Duration bar) {
        mark(
                what,
                took.toMillis() + " ms, " + before.toMillis() + " ms before",
                "at most " + bar.toMillis() + " ms",
                took.compareTo(bar) <= 0);
    }

    static Duration p95(Collection<Duration> all) {
        double p95 =
                Rounds.percentile(all.stream().map(took -> took.toNanos() / 1e6).toList(), 0.95);
        return Duration.ofNanos(Math.round(p95 * 1e6));
    }

    static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
