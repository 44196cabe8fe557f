package ai.tulia.messaging.bench.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP connection kept open, for as long as the server does, which does no more than it must: on a machine that caller and server share, what a caller
 * costs is missing in what is measured.
 */
public final class KeptConnection implements AutoCloseable {
    private final URI server;
    private @Nullable Open open;

    private record Open(Socket socket, InputStream in) {}

    public KeptConnection(URI server) {
        this.server = server;
    }

    /** A whole request, to be sent as often as one likes. @param headers each with its line's end */
    public static byte[] post(URI url, String type, String headers, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        String head = "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n"
                .formatted(url.getRawPath(), url.getAuthority(), type, bytes.length, headers);
        return (head + body).getBytes(UTF_8);
    }

    /** @return the status of the answer; its body is read and dropped */
    public int send(byte[] request) {
        try {
            Open connection = connection();
            InputStream in = connection.in();
            connection.socket().getOutputStream().write(request);
            int status = Integer.parseInt(line(in).split(" ")[1]);
            int length = 0;
            boolean chunked = false;
            boolean ends = false;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                }
                chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
                ends |= lower.startsWith("connection:") && lower.contains("close");
            }
            if (chunked) {
                skipChunks(in);
            } else {
                in.skipNBytes(length);
            }
            if (ends) {
                close();
            }
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Open connection() throws IOException {
        Open known = open;
        if (known == null) {
            var socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            known = new Open(socket, new BufferedInputStream(socket.getInputStream(), 4_096));
            open = known;
        }
        return known;
    }

    private static void skipChunks(InputStream in) throws IOException {
        for (int size = Integer.parseInt(line(in), 16); ; size = Integer.parseInt(line(in), 16)) {
            in.skipNBytes(size);
            line(in);
            if (size == 0) {
                return;
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server ended the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        Open known = open;
        open = null;
        try {
            if (known != null) {
                known.socket().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
