package ai.tulia.messaging.bench.stage;

import ai.tulia.messaging.standalone.embedded.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The demo as a user starts it, on ports and a home of its own. */
public final class DemoRun implements AutoCloseable {
    private static final Pattern FIRST = Pattern.compile("first message delivered after", Pattern.CASE_INSENSITIVE);
    private static final long MAX_SECONDS = 180;

    private final Path home = FreshDirectory.make();

    /** Runs it to its end. @throws IllegalStateException when it never says so or a step fails */
    public double secondsToFirstMessage() {
        Ports ports = FreePorts.take();
        var builder = new ProcessBuilder(System.getProperty("bench.root", "..") + "/tulia", "demo", "--once");
        Map<String, String> environment = builder.environment();
        environment.put("TULIA_HOME", home.toString());
        ports.byVariable().forEach((variable, port) -> environment.put(variable, Integer.toString(port)));
        builder.redirectErrorStream(true);
        try {
            long begun = System.nanoTime();
            Process process = builder.start();
            var last = new ArrayList<String>();
            OptionalDouble seconds = OptionalDouble.empty();
            try (var lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    last.add(line);
                    if (FIRST.matcher(line).find()) {
                        seconds = OptionalDouble.of((System.nanoTime() - begun) / 1e9);
                    }
                }
            }
            if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0 || seconds.isEmpty()) {
                process.destroy();
                throw new IllegalStateException("the demo failed:\n" + String.join("\n", last));
            }
            return seconds.getAsDouble();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            FreshDirectory.remove(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
