package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A Temporal server on loopback: the real development server wherever it can be had, else the Java test server. */
public final class TemporalServer implements AutoCloseable {
    private final TemporalOptions options;
    private final String origin;
    private final Optional<Path> command;
    private final AutoCloseable running;

    private TemporalServer(TemporalOptions options, String origin, Optional<Path> command, AutoCloseable running) {
        this.options = options;
        this.origin = origin;
        this.command = command;
        this.running = running;
    }

    static void stopOrphan(TuliaHome home) {
        // Its database survives a kill, and a clean end takes it seconds.
        Orphans.stopNaming(DevelopmentServer.mark(home), StopSignal.TERM, Duration.ofSeconds(1));
    }

    static TemporalServer start(
            TuliaHome home,
            TemporalOptions options,
            List<TemporalWay> ways,
            ChildProcesses children,
            Consumer<String> notes) {
        for (TemporalWay way : ways) {
            try {
                Optional<Path> command = way.find();
                if (command.isPresent()) {
                    ChildProcess process = DevelopmentServer.start(command.get(), home, options, children);
                    return new TemporalServer(options, way.name(), command, process);
                }
            } catch (IOException | RuntimeException e) {
                children.requireOpen();
                notes.accept(way.name() + " does not work: " + e.getMessage());
            }
        }
        notes.accept("No temporal command can be had: the Java test server runs instead, without Web UI and listing,"
                + " and forgets its workflows at the end.");
        return new TemporalServer(options, "the Java test server", Optional.empty(), JavaTestServer.start(options));
    }

    /** Host and port of the gRPC service. */
    public String target() {
        return options.target();
    }

    /** Where a browser finds the Web UI, if there is one. */
    public Optional<String> webUi() {
        return isDevelopmentServer() && options.webUi()
                ? Optional.of("http://127.0.0.1:" + options.uiPort())
                : Optional.empty();
    }

    /** How the server was come by. */
    public String origin() {
        return origin;
    }

    /** The official {@code temporal} command, where there is one. */
    public Optional<Path> command() {
        return command;
    }

    public boolean isDevelopmentServer() {
        return command.isPresent();
    }

    void kill() {
        if (running instanceof ChildProcess process) {
            process.kill();
        } else {
            throw new IllegalStateException("only the development server is a process of its own");
        }
    }

    @Override
    public void close() {
        try {
            running.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
