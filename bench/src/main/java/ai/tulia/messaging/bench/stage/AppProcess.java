package ai.tulia.messaging.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An application's jar as users run it, in a JVM of its own, with its heap watched. */
public final class AppProcess implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 500;

    private final Process process;
    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private volatile double highest;
    private volatile boolean closing;

    private AppProcess(Process process, int port) {
        this.process = process;
        this.address = URI.create("http://127.0.0.1:" + port);
    }

    /** @param heap MiB */
    static AppProcess start(String name, int heap, List<String> arguments, int port) {
        String root = System.getProperty("bench.root", "..");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djdk.virtualThreadScheduler.parallelism=64",
                "-jar",
                Path.of(root, name, "target", "tulia-" + name + "-exec.jar").toString()));
        command.addAll(arguments);
        try {
            Path log = Path.of(System.getProperty("bench.target", "target"), name + ".log");
            var process = new AppProcess(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    port);
            process.awaitReady(name + " did not start; its log is " + log);
            Thread.ofVirtual().start(process::watch);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** MiB on the heap at most since the start, garbage included, looked at twice a second. */
    public double highest() {
        return highest;
    }

    /** MiB that are left on the heap after a full collection. */
    public double live() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return heap();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void watch() {
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                highest = Math.max(highest, heap());
            }
        } catch (IOException e) {
            if (!closing) {
                System.err.println("a heap is watched no longer: " + e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double heap() throws IOException, InterruptedException {
        return get("/actuator/prometheus")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum()
                / 1_048_576;
    }

    private void awaitReady(String otherwise) throws IOException {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        try {
            while (System.nanoTime() < deadline && !process.waitFor(100, TimeUnit.MILLISECONDS)) {
                if (isReady()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroy();
        throw new IllegalStateException(otherwise);
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/actuator/health/readiness").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        process.destroy();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
