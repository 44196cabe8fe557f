package ai.tulia.messaging.activities.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** An answer of which no more than so many bytes are read: then its connection is closed. */
final class BoundedEntity extends HttpEntityWrapper {
    private final int maxBytes;
    private final Runnable closeConnection;

    BoundedEntity(HttpEntity answer, int maxBytes, Runnable closeConnection) {
        super(answer);
        this.maxBytes = maxBytes;
        this.closeConnection = closeConnection;
    }

    /** It is read once, whatever it is. */
    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public InputStream getContent() throws IOException {
        return new Bounded(super.getContent());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream content = getContent()) {
            content.transferTo(out);
        }
    }

    private final class Bounded extends FilterInputStream {
        private int left = maxBytes;

        Bounded(InputStream content) {
            super(content);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                // To close the stream would read the rest.
                closeConnection.run();
                throw new AnswerTooLargeException(maxBytes);
            }
        }
    }
}
