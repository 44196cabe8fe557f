package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.FaultStage;
import java.nio.file.Path;
import java.util.List;

/** {@code bench/faults planted}: workers with a defect on purpose, which its scenario must find. */
final class Planted {
    private Planted() {}

    /** @return whether it was found */
    static boolean run(long seed) {
        List<Outcome> outcomes;
        try (FaultStage stage = FaultStage.startPlanted(seed, RepostingWorker.class)) {
            outcomes = FaultSuite.run(stage, seed, List.of(new ProviderWithoutAnswer()));
        }
        new ResultTable("bench/faults planted", outcomes)
                .write(Path.of(System.getProperty("bench.target", "target"), "faults"), "planted");
        boolean found = outcomes.stream().noneMatch(Outcome::passed);
        System.out.println(
                found
                        ? "R8 is red, as it must be: an attempt without an answer was posted again."
                        : "R8 did not find the planted defect.");
        return found;
    }
}
