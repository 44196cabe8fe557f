package ai.tulia.messaging.standalone.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A real Redis on loopback; loses at most its last second when killed. */
public final class RedisServer implements AutoCloseable {
    static final String PROGRAM = "redis-server";
    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final byte[] PING = "PING\r\n".getBytes(US_ASCII);
    private static final byte[] PONG = "+PONG\r\n".getBytes(US_ASCII);

    private final int port;
    private final ChildProcess process;

    private RedisServer(int port, ChildProcess process) {
        this.port = port;
        this.process = process;
    }

    static void stopOrphan(TuliaHome home) {
        Orphans.stop(PROGRAM, configuration(home), StopSignal.TERM, STOP_LIMIT);
    }

    static RedisServer start(TuliaHome home, int port, ChildProcesses children) {
        Path program = RedisBinary.unpack(home).resolve(PROGRAM);
        configure(home, port);
        ChildProcess process = children.start(ChildCommand.of(
                        "redis", List.of(program.toString(), configuration(home).toString()))
                .stoppedBy(StopSignal.TERM, STOP_LIMIT));
        process.awaitReady(READY_LIMIT, () -> answersOn(port));
        return new RedisServer(port, process);
    }

    /** The address as Redisson takes it. */
    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    private static Path configuration(TuliaHome home) {
        return home.redis().resolve("redis.conf");
    }

    private static void configure(TuliaHome home, int port) {
        try {
            // Without its arguments in the process list an orphan could not be told from another Redis.
            Files.writeString(configuration(home), """
                    bind 127.0.0.1
                    port %d
                    dir "%s"
                    appendonly yes
                    appendfsync everysec
                    set-proc-title no
                    """.formatted(
                            port, home.redis().toString().replace("\\", "\\\\").replace("\"", "\\\"")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that still loads its data answers an error instead. */
    private static boolean answersOn(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            socket.setSoTimeout(500);
            socket.getOutputStream().write(PING);
            return Arrays.equals(socket.getInputStream().readNBytes(PONG.length), PONG);
        } catch (IOException e) {
            return false;
        }
    }
}
