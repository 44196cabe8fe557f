package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.FaultStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code bench/faults planted}: processes with a defect on purpose, each of which a scenario must find. */
final class Planted {
    private Planted() {}

    /** @param ids of scenarios; none = all that have a defect. @return whether each of those found its own */
    static boolean run(long seed, List<String> ids) {
        List<Defect> defects = Arrays.stream(Defect.values())
                .filter(defect ->
                        ids.isEmpty() || ids.contains(defect.scenario().id()))
                .toList();
        var outcomes = new ArrayList<Outcome>();
        for (Defect defect : defects) {
            System.out.println("Planted: " + defect.says() + ".");
            String option = "-D" + PlantedDefect.NAME + "=" + defect.name();
            try (FaultStage stage = defect.isInApi()
                    ? FaultStage.startPlantedApi(seed, PlantedApi.class, option)
                    : FaultStage.startPlantedWorkers(seed, PlantedWorker.class, option)) {
                outcomes.addAll(FaultSuite.run(stage, seed, List.of(defect.scenario())));
            }
        }
        new ResultTable("bench/faults planted", outcomes)
                .write(Path.of(System.getProperty("bench.target", "target"), "faults"), "planted");
        boolean found = !defects.isEmpty();
        for (int i = 0; i < defects.size(); i++) {
            Defect defect = defects.get(i);
            boolean red = defect.isFound(outcomes.get(i));
            System.out.println(outcomes.get(i).scenario().id()
                    + (red ? " is red, as it must be: " : " did not find it: ") + defect.says() + ".");
            found &= red;
        }
        return found;
    }
}
