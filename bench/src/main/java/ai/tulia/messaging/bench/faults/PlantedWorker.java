package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.worker.WorkerApplication;

/** The worker with a planted defect. */
public final class PlantedWorker {
    private PlantedWorker() {}

    public static void main(String[] args) {
        PlantedDefect.run(WorkerApplication.application(), args);
    }
}
