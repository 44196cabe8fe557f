package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.FaultStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** {@code bench/faults}: runs the scenarios one after another on one stage and writes down what came of them. */
public final class FaultSuite {
    /** What fits into a few minutes, for every change. */
    private static final List<String> SHORT = List.of("R0", "R8", "R1", "R5", "R2", "R3", "R13", "R10", "R11");

    private FaultSuite() {}

    /** @return the exit code: 1 when a pass mark was missed, 2 when the words are not understood */
    public static int run(List<String> words) {
        long seed = Long.getLong("tulia.seed", System.nanoTime());
        Map<String, Scenario> all = Scenario.all();
        if (!words.isEmpty() && words.getFirst().equals("planted")) {
            return Planted.run(seed, words.subList(1, words.size())) ? 0 : 1;
        }
        boolean isShort = words.equals(List.of("short"));
        List<String> ids = switch (String.join(" ", words)) {
            case "short" -> SHORT;
            case "long" -> List.copyOf(all.keySet());
            default -> words;
        };
        if (ids.isEmpty() || !all.keySet().containsAll(ids)) {
            System.err.println(
                    "usage: bench/faults short | long | planted [ids] | " + String.join(" | ", all.keySet()));
            return 2;
        }
        List<Outcome> outcomes;
        try (FaultStage stage = FaultStage.start(seed)) {
            outcomes = run(
                    stage,
                    seed,
                    all.values().stream()
                            .filter(scenario -> ids.contains(scenario.id()))
                            .map(scenario -> isShort ? scenario.shortened() : scenario)
                            .toList());
        }
        String name = String.join("-", words);
        Path results = Path.of(System.getProperty("bench.target", "target"), "faults");
        new ResultTable("bench/faults " + String.join(" ", words), outcomes).write(results, name);
        RawLedgers.write(results, outcomes);
        return outcomes.stream().allMatch(Outcome::passed) ? 0 : 1;
    }

    static List<Outcome> run(FaultStage stage, long seed, Collection<Scenario> scenarios) {
        var outcomes = new ArrayList<Outcome>();
        for (Scenario scenario : scenarios) {
            System.out.println(scenario.id() + ": " + scenario.what());
            long begun = System.nanoTime();
            var trial = new Trial(stage, seed);
            try {
                scenario.run(trial);
            } catch (RuntimeException e) {
                // The others still have something to show; this one is missed.
                e.printStackTrace();
                trial.mark("ran to its end", String.valueOf(e), "yes", false);
            } finally {
                stage.simulator().faults(List.of());
            }
            outcomes.add(trial.outcome(scenario, Duration.ofNanos(System.nanoTime() - begun)));
        }
        return outcomes;
    }
}
