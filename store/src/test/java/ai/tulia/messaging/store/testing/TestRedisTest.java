package ai.tulia.messaging.store.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestRedisTest {
    @AfterEach
    void leaveItRunning() {
        TestRedis.start();
        TestRedis.flush();
    }

    @Test
    void flushForgetsEveryKey() throws IOException {
        ask("SET greeting hello");
        TestRedis.flush();

        assertThat(ask("GET greeting")).isEqualTo("$-1");
    }

    @Test
    void stoppedItRefusesConnectionsAndComesBackEmptyOnTheSameAddress() throws IOException {
        ask("SET greeting hello");
        String address = TestRedis.address();

        TestRedis.stop();
        assertThatThrownBy(() -> ask("PING")).isInstanceOf(ConnectException.class);

        TestRedis.start();
        assertThat(ask("GET greeting")).isEqualTo("$-1");
        assertThat(TestRedis.address()).isEqualTo(address);
    }

    @Test
    void pausedItAcceptsAndAnswersNothingUntilResumed() throws IOException {
        TestRedis.pause();
        try {
            assertThatThrownBy(() -> ask("PING")).isInstanceOf(SocketTimeoutException.class);
        } finally {
            TestRedis.resume();
        }
        assertThat(ask("PING")).isEqualTo("+PONG");
    }

    private static String ask(String command) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", TestRedis.port())) {
            socket.setSoTimeout(500);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
