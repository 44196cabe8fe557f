package ai.tulia.messaging.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java has no call for. */
enum ProcessSignal {
    STOP,
    CONT;

    void to(long pid) {
        try {
            int code = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name() + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
