package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Every process we start, so that none outlives us: after {@link #close()} nothing runs and nothing starts. */
final class ChildProcesses implements AutoCloseable {
    private static final long LOG_BYTES_KEPT = 5_000_000;

    private final TuliaHome home;
    private final Map<String, String> environment;
    private final Deque<ChildProcess> started = new ArrayDeque<>();
    private boolean closed;

    ChildProcesses(TuliaHome home, Map<String, String> environment) {
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    synchronized ChildProcess start(ChildCommand command) {
        requireOpen();
        List<String> words = new ArrayList<>(OwnSession.prefix(environment));
        words.addAll(command.words());
        Path log = home.log(command.name());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(home.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(command.environment());
        try {
            trim(log);
            Process process = builder.start();
            ChildProcess child = new ChildProcess(command, process, log, home.processRecord(command.name()));
            started.push(child);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws StartupRefused when nothing may start any more */
    synchronized void requireOpen() {
        if (closed) {
            throw new StartupRefused("Tulia is being stopped.");
        }
    }

    /** What runs goes on; nothing new starts. */
    synchronized void refuseMore() {
        closed = true;
    }

    /** Runs a command to its end; it is killed when {@code limit} passes. Answers its exit code, -1 when killed. */
    int run(ChildCommand command, Duration limit) {
        try (ChildProcess child = start(command)) {
            return child.exitWithin(limit);
        }
    }

    @Override
    public void close() {
        List<ChildProcess> running;
        synchronized (this) {
            refuseMore();
            running = List.copyOf(started);
        }
        running.forEach(ChildProcess::close);
    }

    private static void trim(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_KEPT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
