package ai.tulia.messaging.store.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/** One real Redis for the tests of a JVM, started when first asked for; it keeps its port when stopped and started. */
public final class TestRedis {
    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final Path DIRECTORY = temporaryDirectory();
    private static final Path PROGRAM = unpack();
    private static final int PORT = freePort();
    private static Process process;

    static {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            if (process != null) {
                process.destroyForcibly();
            }
        }));
        start();
    }

    private TestRedis() {}

    /** The address as Redisson takes it. */
    public static String address() {
        return "redis://127.0.0.1:" + PORT;
    }

    public static int port() {
        return PORT;
    }

    /** Forgets every key. */
    public static void flush() {
        if (!"+OK".equals(ask("FLUSHALL"))) {
            throw new IllegalStateException("Redis did not forget its keys");
        }
    }

    /** Kills it: connections break, new ones are refused, keys are lost. Nothing happens when it does not run. */
    public static synchronized void stop() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            process = null;
        }
    }

    /** Starts it empty and waits until it answers. Nothing happens when it runs. */
    public static synchronized void start() {
        if (process != null) {
            return;
        }
        try {
            process = new ProcessBuilder(command())
                    .directory(DIRECTORY.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(DIRECTORY.resolve("redis.log").toFile())
                    .start();
            awaitAnswer(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Freezes it: connections stay open and nothing answers. */
    public static void pause() {
        signal("STOP");
    }

    public static void resume() {
        signal("CONT");
    }

    private static List<String> command() {
        return List.of(
                PROGRAM.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(PORT),
                "--save",
                "",
                "--dir",
                DIRECTORY.toString());
    }

    private static void awaitAnswer(Process started) {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!"+PONG".equals(ask("PING"))) {
            if (exitedWithin(started, 20) || System.nanoTime() > deadline) {
                throw new IllegalStateException("Redis did not start; see " + DIRECTORY.resolve("redis.log"));
            }
        }
    }

    private static boolean exitedWithin(Process started, long millis) {
        try {
            return started.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static synchronized void signal(String name) {
        if (process == null) {
            throw new IllegalStateException("Redis does not run");
        }
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ask(String command) {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), PORT)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
        } catch (IOException e) {
            return "";
        }
    }

    private static Path unpack() {
        try {
            return ExecutableProvider.newJarResourceProvider(DIRECTORY.toFile())
                    .get()
                    .toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("tulia-redis");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
