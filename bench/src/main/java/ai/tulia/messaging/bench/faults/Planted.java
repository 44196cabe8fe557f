package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.FaultStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code bench/faults planted}: workers with a defect on purpose, each of which a scenario must find. */
final class Planted {
    private static final List<Plant> ALL = List.of(
            new Plant(
                    RepostingWorker.class,
                    new ProviderWithoutAnswer(),
                    "ledger checker",
                    "an attempt without a usable answer is posted once more"),
            new Plant(
                    HastyWorker.class, new OverloadedProvider(), OverloadedProvider.PAUSE, "Retry-After is not heard"),
            new Plant(
                    PatientWorker.class,
                    new StuckAttempts(),
                    StuckAttempts.SETTLED,
                    "no attempt is ever taken for lost"),
            new Plant(
                    BackwardWorker.class,
                    new CallbackOrders(),
                    CallbackOrders.STATES,
                    "of several callbacks of one message the one that says least is applied"));

    private Planted() {}

    /** @param main starts such a worker; @param mark that must be missed, so that it is red for no other reason */
    private record Plant(Class<?> main, Scenario finds, String mark, String defect) {
        boolean isFound(Outcome outcome) {
            return outcome.marks().stream().anyMatch(one -> one.what().equals(mark) && !one.met());
        }
    }

    /** @param ids of scenarios; none = all that have a defect. @return whether each of those found its own */
    static boolean run(long seed, List<String> ids) {
        List<Plant> plants = ALL.stream()
                .filter(plant -> ids.isEmpty() || ids.contains(plant.finds().id()))
                .toList();
        var outcomes = new ArrayList<Outcome>();
        for (Plant plant : plants) {
            System.out.println("Planted: " + plant.defect() + ".");
            try (FaultStage stage = FaultStage.startPlanted(seed, plant.main())) {
                outcomes.addAll(FaultSuite.run(stage, seed, List.of(plant.finds())));
            }
        }
        new ResultTable("bench/faults planted", outcomes)
                .write(Path.of(System.getProperty("bench.target", "target"), "faults"), "planted");
        boolean found = !plants.isEmpty();
        for (int i = 0; i < plants.size(); i++) {
            Plant plant = plants.get(i);
            boolean red = plant.isFound(outcomes.get(i));
            System.out.println(plant.finds().id() + (red ? " is red, as it must be: " : " did not find it: ")
                    + plant.defect() + ".");
            found &= red;
        }
        return found;
    }
}
