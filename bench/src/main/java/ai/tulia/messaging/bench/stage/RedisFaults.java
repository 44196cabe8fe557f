package ai.tulia.messaging.bench.stage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.tulia.messaging.standalone.embedded.EmbeddedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** What can happen to Redis. */
public final class RedisFaults {
    private final EmbeddedServers servers;

    RedisFaults(EmbeddedServers servers) {
        this.servers = servers;
    }

    /** SIGSTOP: its connections stay, and nothing answers on them. */
    public void freeze() {
        ProcessSignal.STOP.to(servers.redis().pid());
    }

    public void thaw() {
        ProcessSignal.CONT.to(servers.redis().pid());
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

    /** Keeps a copy of its append-only file as it is now, up to the last second. */
    public void keepFile() {
        copy(file(), kept());
    }

    /** Once it is killed: its file is the one that was kept. */
    public void putKeptFileBack() {
        copy(kept(), file());
    }

    private Path file() {
        return servers.redisDirectory().resolve("appendonly.aof");
    }

    private Path kept() {
        return servers.redisDirectory().resolve("kept.aof");
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
