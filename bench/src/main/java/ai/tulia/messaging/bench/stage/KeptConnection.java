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

/**
 * One HTTP connection kept open, which does no more than it must: on a machine that caller and server share, what a caller
 * costs is missing in what is measured.
 */
public final class KeptConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    public KeptConnection(URI server) {
        try {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            in = new BufferedInputStream(socket.getInputStream(), 4_096);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            socket.getOutputStream().write(request);
            int status = Integer.parseInt(line().split(" ")[1]);
            int length = 0;
            boolean chunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                }
                chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            }
            if (chunked) {
                skipChunks();
            } else {
                in.skipNBytes(length);
            }
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void skipChunks() throws IOException {
        for (int size = Integer.parseInt(line(), 16); ; size = Integer.parseInt(line(), 16)) {
            in.skipNBytes(size);
            line();
            if (size == 0) {
                return;
            }
        }
    }

    private String line() throws IOException {
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
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
