package ai.tulia.messaging.standalone.acceptance;

import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.api.ApiApplication;
import ai.tulia.messaging.worker.WorkerApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A worker or an API in a Java process of its own, for tests that kill it. Its POSTs go through a gate of its own. */
final class ProductProcess implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(90);

    private final Class<?> application;
    private final BiFunction<String, Integer, List<String>> arguments;
    private final Gate provider;
    private final String name;
    private final List<String> more;
    private int port;
    private Process process;

    /** @param arguments by the provider's {@code host:port} and its own port */
    private ProductProcess(
            Class<?> application,
            BiFunction<String, Integer, List<String>> arguments,
            URI simulator,
            String name,
            String... more) {
        this.application = application;
        this.arguments = arguments;
        this.provider = Gate.before(simulator.getHost(), simulator.getPort());
        this.name = name;
        this.more = List.of(more);
    }

    /** @param more properties that differ from the suite's */
    static ProductProcess worker(AcceptanceStack stack, URI simulator, String name, String... more) {
        return new ProductProcess(WorkerApplication.class, stack::argumentsOfWorker, simulator, name, more);
    }

    static ProductProcess api(AcceptanceStack stack, URI simulator, String name) {
        return new ProductProcess(ApiApplication.class, stack::argumentsOfApi, simulator, name);
    }

    ProductProcess start() {
        port = AcceptanceStack.freePort();
        Path logs = Path.of(System.getProperty("tulia.log", "target/tests.log")).toAbsolutePath();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It lives for seconds: what matters is to be there soon.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-Djdk.virtualThreadScheduler.parallelism=64",
                "-Dtulia.log=" + logs.resolveSibling(name + ".log"),
                "-Dorg.springframework.boot.logging.LoggingSystem=none",
                "-cp",
                System.getProperty("java.class.path"),
                application.getName()));
        command.addAll(arguments.apply(provider.address(), port));
        more.forEach(property -> command.add("--" + property));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            logs.resolveSibling(name + ".out").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    ProductProcess awaitReady() {
        await(name)
                .atMost(STARTS_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .failFast(() -> !process.isAlive())
                .until(this::isReady);
        return this;
    }

    private boolean isReady() {
        try {
            var call = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness")
                    .toURL()
                    .openConnection();
            call.setReadTimeout(2_000);
            return call.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Of an API. */
    Http http() {
        return new Http(port);
    }

    /** POSTs that it waits for right now. */
    int posting() {
        return provider.asking();
    }

    /** kill -9, and returns when it is dead. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        provider.shut();
    }
}
