package ai.tulia.messaging.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.api.testing.PlayController;
import ai.tulia.messaging.api.testing.TestApi;
import ai.tulia.messaging.store.testing.TestLedger;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that is badly framed, ends early, or does not come: the caller's mistake, told as one, and nothing is done. */
class BrokenBodyTest {
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final String ANNOUNCED = "Content-Length: 100";
    private static final Duration SERVER_TIMEOUT = Duration.ofSeconds(1);
    private static final int PATIENCE_MILLIS = 15_000;
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    private static TestApi api;
    private static String key;
    private int calls;

    @BeforeAll
    static void start() {
        var ledger = TestLedger.fresh();
        var properties = new ArrayList<>(ledger.properties());
        properties.add("server.tomcat.connection-timeout=" + SERVER_TIMEOUT.toMillis() + "ms");
        properties.add("tulia.request-body.within-per-megabyte=3s");
        api = TestApi.start(properties, PlayController.class);
        key = api.tenant(ledger).key();
    }

    @AfterAll
    static void stop() {
        api.context().close();
    }

    @BeforeEach
    void count() {
        calls = PlayController.CALLS.get();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n{}\r\n0\r\n\r\n",
                "-2\r\n{}\r\n0\r\n\r\n",
                "fffffffffffffffff\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}and more\r\n0\r\n\r\n",
            })
    void aBadlyChunkedBodyIs400(String body) throws IOException {
        try (Socket socket = begin(CHUNKED)) {
            write(socket, body);
            expect(socket, 400, "invalid_request");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED, ANNOUNCED})
    void aBodyThatEndsEarlyIs400(String framing) throws IOException {
        try (Socket socket = begin(framing)) {
            write(socket, framing.equals(CHUNKED) ? "10\r\n{\"size\"" : "{\"size\"");
            socket.shutdownOutput();
            expect(socket, 400, "invalid_request");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED, ANNOUNCED})
    void aBodyThatStaysSilentIs408WithinTheServersTimeout(String framing) throws IOException {
        long begun = System.nanoTime();
        try (Socket socket = begin(framing)) {
            expect(socket, 408, "request_timeout");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThanOrEqualTo(SERVER_TIMEOUT)
                .isLessThan(SERVER_TIMEOUT.multipliedBy(8));
    }

    /** Each byte within the timeout of a connection, and so for ever. */
    @Test
    void aBodyThatComesByteByByteIs408OnceItsTimeIsUp() throws IOException {
        try (Socket socket = begin(ANNOUNCED)) {
            socket.setSoTimeout(200);
            String answer = "";
            for (int bytes = 0; answer.isEmpty() && bytes < 75; bytes++) {
                try {
                    write(socket, " ");
                    answer = read(socket);
                } catch (SocketTimeoutException e) {
                    // Nothing yet: the next byte.
                }
            }
            expect(answer, 408, "request_timeout");
        }
    }

    @Test
    void aWholeBodyIsReadAsBefore() throws IOException {
        try (Socket socket = begin(CHUNKED)) {
            write(socket, "2\r\n{}\r\n0\r\n\r\n");
            socket.shutdownOutput();
            socket.setSoTimeout(PATIENCE_MILLIS);
            assertThat(read(socket)).startsWith("HTTP/1.1 200");
        }
        assertThat(PlayController.CALLS).hasValue(calls + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "POST /v1/customers/import, text/csv",
        "POST /v1/webhooks/twilio/inbound/" + ID + ", application/x-www-form-urlencoded",
        "PATCH /v1/customers/" + ID + ", application/json",
        "PUT /v1/keywords, application/json",
    })
    void soItIsOfFilesFormsAndChanges(String route, String type) throws IOException {
        try (Socket socket = begin(route, type, CHUNKED)) {
            write(socket, "zz\r\n{}\r\n0\r\n\r\n");
            expect(socket, 400, "invalid_request");
        }
        try (Socket socket = begin(route, type, ANNOUNCED)) {
            write(socket, "phone_number");
            socket.shutdownOutput();
            expect(socket, 400, "invalid_request");
        }
    }

    private static Socket begin(String framing) throws IOException {
        return begin("POST /v1/play", "application/json", framing);
    }

    private static Socket begin(String route, String type, String framing) throws IOException {
        var socket = new Socket("localhost", api.port());
        write(
                socket,
                route + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key + "\r\nContent-Type: " + type + "\r\n"
                        + framing + "\r\n\r\n");
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void expect(Socket socket, int status, String code) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        expect(read(socket), status, code);
    }

    private void expect(String answer, int status, String code) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json")
                .contains("\"code\":\"" + code + "\"");
        assertThat(PlayController.CALLS).hasValue(calls);
    }

    /** What there is of the answer; a connection that was cut behind it takes nothing of it back. */
    private static String read(Socket socket) throws IOException {
        var answer = new StringBuilder();
        byte[] part = new byte[4096];
        try {
            for (int n = socket.getInputStream().read(part);
                    n >= 0;
                    n = socket.getInputStream().read(part)) {
                answer.append(new String(part, 0, n, StandardCharsets.UTF_8));
            }
        } catch (SocketException | SocketTimeoutException e) {
            if (answer.isEmpty()) {
                throw e;
            }
        }
        return answer.toString();
    }
}
