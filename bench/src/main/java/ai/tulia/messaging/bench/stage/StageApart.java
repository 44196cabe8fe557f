package ai.tulia.messaging.bench.stage;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The whole product with API and worker in Java processes of their own, each with a bound on its heap. */
public final class StageApart extends Grounds {
    private final AppProcess api;
    private final AppProcess worker;

    private StageApart(int apiHeap, int workerHeap, boolean asShipped) throws SQLException {
        super(true);
        api = closing(AppProcess.start("api", apiHeap, apiArguments(), apiPort()));
        List<String> arguments = asShipped ? workerArguments(Map.of()) : workerArguments(true);
        worker = closing(AppProcess.start("worker", workerHeap, arguments, workerPort()));
    }

    /** Its sweeper looks each second. @param apiHeap MiB; @param workerHeap MiB */
    public static StageApart start(int apiHeap, int workerHeap) {
        return start(apiHeap, workerHeap, false);
    }

    /** With the product's own intervals. */
    public static StageApart asShipped(int apiHeap, int workerHeap) {
        return start(apiHeap, workerHeap, true);
    }

    private static StageApart start(int apiHeap, int workerHeap, boolean asShipped) {
        try {
            return new StageApart(apiHeap, workerHeap, asShipped);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public AppProcess api() {
        return api;
    }

    public AppProcess worker() {
        return worker;
    }
}
