package ai.tulia.messaging.bench.stage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.tulia.messaging.standalone.embedded.EmbeddedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;

/** What can happen to Redis. */
public final class RedisFaults {
    private final EmbeddedServers servers;

    RedisFaults(EmbeddedServers servers) {
        this.servers = servers;
    }

    /** SIGSTOP: its connections stay, and nothing answers on them. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    public void flushAll() {
        byte[] done = "+OK\r\n".getBytes(US_ASCII);
        URI address = URI.create(servers.redis().address());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(done.length);
            if (!Arrays.equals(answer, done)) {
                throw new IllegalStateException("Redis did not forget: " + new String(answer, US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void kill() {
        servers.killRedis();
    }

    public void restart() {
        servers.restartRedis();
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder(
                            "kill", "-" + name, Long.toString(servers.redis().pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
