package ai.tulia.messaging.bench.stage;

import java.sql.SQLException;

/** The whole product with API and worker in Java processes of their own, each with a bound on its heap. */
public final class StageApart extends Grounds {
    private final AppProcess api;
    private final AppProcess worker;

    private StageApart(int apiHeap, int workerHeap) throws SQLException {
        super(true);
        api = closing(AppProcess.start("api", apiHeap, apiArguments(), apiPort()));
        worker = closing(AppProcess.start("worker", workerHeap, workerArguments(true), workerPort()));
    }

    /** @param apiHeap MiB; @param workerHeap MiB */
    public static StageApart start(int apiHeap, int workerHeap) {
        try {
            return new StageApart(apiHeap, workerHeap);
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
