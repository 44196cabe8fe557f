package ai.tulia.messaging.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An application's jar as users run it, in a JVM of its own, with its heap watched. */
public final class AppProcess implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);
    private static final long LOOK_MILLIS = 500;
    private static final String MANAGEMENT_PORT = "--management.server.port=";

    private final Process process;
    private final URI address;
    /** Where it answers for health and metrics. */
    private final URI management;

    private final Path log;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private volatile double highest;
    private volatile boolean closing;

    private AppProcess(Process process, int port, List<String> arguments, Path log) {
        this.process = process;
        this.log = log;
        this.address = URI.create("http://127.0.0.1:" + port);
        this.management = arguments.stream()
                .filter(argument -> argument.startsWith(MANAGEMENT_PORT))
                .map(argument -> URI.create("http://127.0.0.1:" + argument.substring(MANAGEMENT_PORT.length())))
                .findFirst()
                .orElse(address);
    }

    /** @param heap MiB */
    static AppProcess start(String name, int heap, List<String> arguments, int port) {
        AppProcess process =
                launch(name, List.of("-Xmx" + heap + "m", "-jar", ExecutableJar.of(name)), arguments, port);
        process.awaitReady();
        Thread.ofVirtual().start(process::watch);
        return process;
    }

    /** Returns before it is ready, and does not look at its heap. @param words how the JVM is told what to run */
    static AppProcess launch(String name, List<String> words, List<String> arguments, int port) {
        return launch(name, words, arguments, port, Map.of());
    }

    /** @param environment beside what this process has */
    static AppProcess launch(
            String name, List<String> words, List<String> arguments, int port, Map<String, String> environment) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+ExitOnOutOfMemoryError",
                "-Djdk.virtualThreadScheduler.parallelism=64"));
        command.addAll(words);
        command.addAll(arguments);
        try {
            Path log = Path.of(System.getProperty("bench.target", "target"), name + ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new AppProcess(builder.start(), port, arguments, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9, and returns when it is dead. */
    public void kill() {
        closing = true;
        process.destroyForcibly().onExit().join();
    }

    /** SIGSTOP: what is sent to it waits in its sockets. */
    public void freeze() {
        ProcessSignal.STOP.to(process.pid());
    }

    public void thaw() {
        ProcessSignal.CONT.to(process.pid());
    }

    /** SIGTERM; returns at once. */
    public void terminate() {
        closing = true;
        process.destroy();
    }

    /** @return whether it ended in time; if not, it still runs */
    public boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it shows of itself now: the sum over the labels of a metric. @param name as Prometheus gets it */
    public double metric(String name) {
        try {
            return sum(name, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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

    public URI address() {
        return address;
    }

    /** MiB of memory that it has in use, by {@code ps}. */
    public double resident() {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
            return Double.parseDouble(new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip())
                    / 1_024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        return sum("jvm_memory_used_bytes", "area=\"heap\"") / 1_048_576;
    }

    private double sum(String metric, String label) throws IOException, InterruptedException {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.matches(metric + "[ {].*") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    void awaitReady() {
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
        throw new IllegalStateException("a process did not start; its log is " + log);
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/actuator/health/readiness").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(management.resolve(path))
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
