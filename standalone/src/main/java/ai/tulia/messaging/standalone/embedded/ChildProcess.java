package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One running child: awaited, watched and stopped. */
final class ChildProcess implements AutoCloseable {
    private static final long POLL_MILLIS = 25;

    private final ChildCommand command;
    private final Process process;
    private final Path log;
    private final Path record;

    ChildProcess(ChildCommand command, Process process, Path log, Path record) throws IOException {
        this.command = command;
        this.process = process;
        this.log = log;
        this.record = record;
        Files.writeString(record, process.pid() + "\n");
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** @throws StartupRefused as soon as the process ends, or when {@code limit} passes first */
    void awaitReady(Duration limit, BooleanSupplier ready) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (exitWithin(Duration.ofMillis(POLL_MILLIS), false) >= 0) {
                throw new StartupRefused(command.name() + " ended by itself with code " + process.exitValue()
                        + "; its log is " + log + ".");
            }
            if (System.nanoTime() > deadline) {
                throw new StartupRefused(command.name() + " was not ready within " + limit.toSeconds()
                        + " seconds; its log is " + log + ".");
            }
        }
    }

    /** Ends it at once, and returns when it is gone; its place is free for another. */
    void crash(StopSignal signal) {
        signal.end(process.toHandle(), command.grace());
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    int exitWithin(Duration limit) {
        return exitWithin(limit, true);
    }

    private int exitWithin(Duration limit, boolean kill) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupRefused("Interrupted while " + command.name() + " was starting.", e);
        }
        if (kill) {
            close();
        }
        return -1;
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            command.signal().end(process.toHandle(), command.grace());
        }
        try {
            Files.deleteIfExists(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
