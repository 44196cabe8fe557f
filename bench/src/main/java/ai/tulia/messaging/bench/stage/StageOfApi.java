package ai.tulia.messaging.bench.stage;

import java.net.URI;
import java.sql.SQLException;

/** The API, without a worker, in a Java process of its own. */
public final class StageOfApi extends Grounds {
    private static final int HEAP = 256;

    private StageOfApi() throws SQLException {
        super(false);
        closing(AppProcess.start("api", HEAP, apiArguments(), apiPort()));
    }

    public static StageOfApi start() {
        try {
            return new StageOfApi();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI api() {
        return URI.create("http://127.0.0.1:" + apiPort());
    }
}
