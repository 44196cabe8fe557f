package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.api.ApiApplication;

/** The API with a planted defect. */
public final class PlantedApi {
    private PlantedApi() {}

    public static void main(String[] args) {
        PlantedDefect.run(ApiApplication.application(), args);
    }
}
