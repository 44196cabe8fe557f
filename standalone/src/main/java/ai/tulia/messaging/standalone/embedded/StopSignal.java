package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How a server is asked to end. */
enum StopSignal {
    TERM,
    /** PostgreSQL's fast shutdown: TERM would wait for its clients. */
    INT,
    /** PostgreSQL's immediate shutdown: nothing is written any more, the next start recovers. */
    QUIT;

    private static final long POLL_NANOS = 20_000_000;

    /** Asks, waits up to {@code grace}, then kills the process and what it started. */
    void end(ProcessHandle process, Duration grace) {
        List<ProcessHandle> family = process.descendants().toList();
        send(process);
        if (!ended(process, grace)) {
            process.destroyForcibly();
            ended(process, Duration.ofSeconds(5));
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }

    private void send(ProcessHandle process) {
        if (this == TERM) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name() + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A zombie counts as alive until it is reaped, which a container's first process may do late; it has no words. */
    static boolean runs(ProcessHandle process) {
        return process.isAlive()
                && (process.info().command().isPresent()
                        || process.info().arguments().isPresent());
    }

    /** Asks the system again and again: for a process that is not our child the JDK looks only every few seconds. */
    private static boolean ended(ProcessHandle process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (runs(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
