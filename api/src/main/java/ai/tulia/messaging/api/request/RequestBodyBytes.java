package ai.tulia.messaging.api.request;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A body read to its end, so that it can be hashed and read again: small in memory, large in a temporary file. */
public final class RequestBodyBytes implements AutoCloseable {
    private static final int IN_MEMORY = 1 << 20;

    private final byte[] head;
    private final @Nullable Path file;

    private RequestBodyBytes(byte[] head, @Nullable Path file) {
        this.head = head;
        this.file = file;
    }

    /** Nothing when the body is longer than the limit; what was read by then is thrown away. */
    static Optional<RequestBodyBytes> read(InputStream in, long limit) throws IOException {
        byte[] head = in.readNBytes((int) Math.min(IN_MEMORY, limit + 1));
        if (head.length > limit) {
            return Optional.empty();
        }
        if (head.length < IN_MEMORY) {
            return Optional.of(new RequestBodyBytes(head, null));
        }
        return readOn(head, in, limit);
    }

    private static Optional<RequestBodyBytes> readOn(byte[] head, InputStream in, long limit) throws IOException {
        Path file = Files.createTempFile("tulia-body", null);
        var body = new RequestBodyBytes(head, file);
        boolean whole = false;
        try (var out = Files.newOutputStream(file)) {
            long rest = limit - head.length;
            byte[] chunk = new byte[64 * 1024];
            int n = in.read(chunk);
            while (n >= 0 && rest >= n) {
                out.write(chunk, 0, n);
                rest -= n;
                n = in.read(chunk);
            }
            whole = n < 0;
        } finally {
            if (!whole) {
                body.close();
            }
        }
        return whole ? Optional.of(body) : Optional.empty();
    }

    InputStream open() throws IOException {
        InputStream start = new ByteArrayInputStream(head);
        return file == null ? start : new SequenceInputStream(start, Files.newInputStream(file));
    }

    /** Adds the whole body to a hash without holding it in memory. */
    public void addTo(MessageDigest digest) throws IOException {
        try (InputStream in = open()) {
            byte[] chunk = new byte[64 * 1024];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
