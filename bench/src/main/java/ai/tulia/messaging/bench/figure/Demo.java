package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.DemoRun;
import java.util.ArrayList;
import java.util.List;

/** How long a newcomer waits for the first delivered message. */
final class Demo implements Figure {
    private static final int RUNS = 3;
    private static final int BAR_SECONDS = 30;

    @Override
    public String what() {
        return """
                Seconds from the call of `./tulia demo --once` to its line that says the first message was delivered; \
                Maven's cache warm and the build done. Cold: a new TULIA_HOME, so PostgreSQL and Redis are unpacked and \
                initialised and the temporal command is fetched where PATH has none. Warm: the same home again. %d runs each, the median.""".formatted(RUNS);
    }

    @Override
    public void measure(Report report) {
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            try (var demo = new DemoRun()) {
                cold.add(demo.secondsToFirstMessage());
                warm.add(demo.secondsToFirstMessage());
            }
        }
        report.raw("cold, s: " + Rounds.raw(cold));
        report.raw("warm, s: " + Rounds.raw(warm));
        report.atMost("cold, median, s", Rounds.median(cold), BAR_SECONDS);
        report.atMost("warm, median, s", Rounds.median(warm), BAR_SECONDS);
    }
}
