package ai.tulia.messaging.store.testing;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A real Redis on a free loopback port; each instance is its own server, so that a test may stop or pause it. */
public final class TestRedis implements AutoCloseable {
    private static final String EVERYTHING = """
            local out = {}
            for _, key in ipairs(redis.call('keys', '*')) do
                local read = {string = {'get', key}, hash = {'hgetall', key}, list = {'lrange', key, 0, -1},
                    set = {'smembers', key}, zset = {'zrange', key, 0, -1, 'withscores'}}
                local value = redis.call(unpack(read[redis.call('type', key).ok]))
                out[#out + 1] = key .. ' ' .. (type(value) == 'table' and table.concat(value, ' ') or tostring(value))
            end
            return table.concat(out, string.char(10))""";

    private final int port;
    private final @Nullable Path directory;
    private final RedisServer server;
    private String pid = "";

    private TestRedis(int port, @Nullable Path directory) throws IOException {
        this.port = port;
        this.directory = directory;
        var builder = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"");
        this.server = directory == null
                ? builder.setting("appendonly no").build()
                : builder.setting("appendonly yes")
                        .setting("appendfsync always")
                        .setting("dir " + directory)
                        .build();
    }

    public static TestRedis start() {
        return start(null);
    }

    /** One that keeps what it is told in an append-only file. */
    public static TestRedis startOnDisk() {
        try {
            return start(Files.createTempDirectory("redis"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestRedis start(@Nullable Path directory) {
        try {
            var redis = new TestRedis(freePort(), directory);
            redis.server.start();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code redis://127.0.0.1:port}. */
    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    public void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its append-only file holds. */
    public byte[] appendOnlyFile() {
        try {
            return Files.readAllBytes(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stopped and started again with this file, as after a restore of an older disk. */
    public void restartFrom(byte[] appendOnlyFile) {
        stop();
        try {
            Files.write(file(), appendOnlyFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        restart();
    }

    private Path file() {
        return Objects.requireNonNull(directory, "it keeps nothing").resolve("appendonly.aof");
    }

    /** Starts it again on the same port: empty, or with what its file holds. */
    public void restart() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Freezes the process (SIGSTOP): connections stay open, nothing answers. */
    public void pause() {
        pid = askPid();
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        stop();
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Redis itself knows best: it rewrites its command line, and a frozen one is asked before. */
    private String askPid() {
        return tell("INFO server", "process_id:");
    }

    /** Sends it past the product's client. @return the rest of the answer's line that begins so */
    public String tell(String command, String line) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String read = in.readLine();
            while (read != null && !read.startsWith(line)) {
                read = in.readLine();
            }
            return Objects.requireNonNull(read, "Redis is not running").substring(line.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every key with all that it holds, as text. */
    public String everything() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            String request = "*3\r\n$4\r\nEVAL\r\n$" + EVERYTHING.length() + "\r\n" + EVERYTHING + "\r\n$1\r\n0\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var length = new StringBuilder();
            for (int next = in.readUnsignedByte(); next != '\r'; next = in.readUnsignedByte()) {
                length.append((char) next);
            }
            if (length.charAt(0) != '$') {
                throw new IllegalStateException(length.toString());
            }
            in.skipNBytes(1);
            return new String(in.readNBytes(Integer.parseInt(length.substring(1))), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
