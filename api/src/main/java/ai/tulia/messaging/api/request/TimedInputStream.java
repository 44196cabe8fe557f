package ai.tulia.messaging.api.request;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A stream that has to be read to its end within a time. One read waits as long as the connection's own timeout. */
final class TimedInputStream extends FilterInputStream {
    private final long deadline;

    TimedInputStream(InputStream in, Duration within) {
        super(in);
        this.deadline = System.nanoTime() + within.toNanos();
    }

    @Override
    public int read() throws IOException {
        requireTime();
        return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        requireTime();
        return super.read(target, offset, length);
    }

    private void requireTime() throws TooSlowException {
        if (System.nanoTime() - deadline > 0) {
            throw new TooSlowException();
        }
    }

    static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
