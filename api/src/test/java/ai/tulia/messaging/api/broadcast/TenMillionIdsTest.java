package ai.tulia.messaging.api.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.ApiTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that no request may hold is refused by its size, while it is still coming. */
class TenMillionIdsTest extends ApiTest {
    private static final int IDS = 10_000_000;
    private static final int AT_ONCE = 1_000;
    private static final byte[] SOME =
            ("\"" + UUID.randomUUID() + "\",").repeat(AT_ONCE).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEGIN =
            "{\"name\":\"x\",\"message_type\":\"promotional\",\"content\":\"Hi\",\"customer_ids\":["
                    .getBytes(StandardCharsets.US_ASCII);
    /** Above what the process reads of a body that it throws away. */
    private static final long READ_AT_MOST = 64L << 20;

    private final BroadcastShop shop = new BroadcastShop(api(), tenant(), ledger());

    @ParameterizedTest
    @ValueSource(strings = {"/v1/broadcasts", "/v1/broadcasts/dry-run"})
    void streamedTheyAre413(String path) throws IOException {
        refused(path, "Transfer-Encoding: chunked", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/broadcasts", "/v1/broadcasts/dry-run"})
    void announcedTheyAre413(String path) throws IOException {
        refused(path, "Content-Length: " + (BEGIN.length + (long) IDS / AT_ONCE * SOME.length), false);
    }

    private void refused(String path, String length, boolean chunked) throws IOException {
        try (var socket = new Socket("localhost", api().port())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                            + shop.tenant().key() + "\r\nContent-Type: application/json\r\n" + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            long sent = send(out, socket.getInputStream(), chunked);
            String answer = read(socket.getInputStream());
            assertThat(answer)
                    .startsWith("HTTP/1.1 413")
                    .contains("application/problem+json", "body_too_large", "\"hint\":\"send less");
            assertThat(sent).isLessThan(READ_AT_MOST);
        }
        assertThat(shop.count("broadcast")).isZero();
    }

    /** Goes on until an answer is there, or nobody listens any more. */
    private static long send(OutputStream out, InputStream in, boolean chunked) throws IOException {
        long sent = 0;
        try {
            write(out, BEGIN, chunked);
            for (int ids = 0; ids < IDS && in.available() == 0; ids += AT_ONCE) {
                write(out, SOME, chunked);
                sent += SOME.length;
            }
        } catch (IOException closed) {
            return sent;
        }
        return sent;
    }

    private static void write(OutputStream out, byte[] bytes, boolean chunked) throws IOException {
        if (chunked) {
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.write(bytes);
        if (chunked) {
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String read(InputStream in) {
        var answer = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                answer.write(b);
                if (b == '}') {
                    String text = answer.toString(StandardCharsets.UTF_8);
                    if (text.endsWith("]}")) {
                        return text;
                    }
                }
            }
        } catch (IOException reset) {
            return answer.toString(StandardCharsets.UTF_8);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
