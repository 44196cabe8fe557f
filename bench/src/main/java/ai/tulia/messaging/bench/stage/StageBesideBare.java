package ai.tulia.messaging.bench.stage;

import ai.tulia.messaging.bench.bare.BareEndpoint;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;

/** The API, without a worker, and the bare endpoint beside it: each in a Java process of its own, on one PostgreSQL. */
public final class StageBesideBare extends Grounds {
    private static final int HEAP = 256;

    private final URI bare;

    private StageBesideBare() throws SQLException {
        super(false);
        superuser().sql(BareEndpoint.TABLE).update();
        closing(AppProcess.start("api", HEAP, apiArguments(), apiPort()));
        int port = FreePorts.take().api();
        bare = URI.create("http://127.0.0.1:" + port);
        AppProcess process = closing(AppProcess.launch(
                "bare",
                List.of(
                        "-Xmx" + HEAP + "m",
                        "-Dloader.main=" + BareEndpoint.class.getName(),
                        "-cp",
                        ExecutableJar.of("bench"),
                        "org.springframework.boot.loader.launch.PropertiesLauncher"),
                bareArguments(port),
                port));
        process.awaitReady();
    }

    public static StageBesideBare start() {
        try {
            return new StageBesideBare();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI api() {
        return URI.create("http://127.0.0.1:" + apiPort());
    }

    public URI bare() {
        return bare;
    }

    private List<String> bareArguments(int port) {
        var postgres = servers().postgres();
        return List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--tulia.twilio.simulator-url=" + simulator().address(),
                "--tulia.twilio.public-url=http://127.0.0.1:1",
                "--spring.datasource.url=" + postgres.jdbcUrl(),
                "--spring.datasource.username=" + postgres.superuser(),
                "--spring.datasource.password=" + postgres.superuserPassword());
    }
}
