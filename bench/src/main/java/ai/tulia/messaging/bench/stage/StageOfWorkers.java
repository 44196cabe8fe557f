package ai.tulia.messaging.bench.stage;

import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The API and any number of workers, each in a Java process of its own. */
public final class StageOfWorkers extends Grounds {
    private static final int HEAP = 256;

    private final Map<String, ?> settings;
    private final List<AppProcess> workers = new ArrayList<>();

    private StageOfWorkers(Map<String, ?> settings) throws SQLException {
        super(true);
        this.settings = settings;
        closing(AppProcess.start("api", HEAP, apiArguments(), apiPort()));
    }

    /** With the API alone. @param settings of each worker, where they differ from what is shipped */
    public static StageOfWorkers start(Map<String, ?> settings) {
        try {
            return new StageOfWorkers(settings);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI api() {
        return URI.create("http://127.0.0.1:" + apiPort());
    }

    /** Until there are so many. */
    public void workers(int count) {
        var started = new ArrayList<AppProcess>();
        while (workers.size() < count) {
            int port = workers.isEmpty() ? workerPort() : FreePorts.take().worker();
            AppProcess worker = closing(AppProcess.launch(
                    "worker-" + (workers.size() + 1),
                    List.of("-Xmx" + HEAP + "m", "-jar", ExecutableJar.of("worker")),
                    workerArguments(port, settings),
                    port));
            workers.add(worker);
            started.add(worker);
        }
        started.forEach(AppProcess::awaitReady);
    }
}
