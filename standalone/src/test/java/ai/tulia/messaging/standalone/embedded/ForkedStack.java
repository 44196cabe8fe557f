package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A stack in a Java process of its own, for tests that kill it. */
final class ForkedStack {
    private static final String READY = "ready";

    private ForkedStack() {}

    static Process fork(Path directory, Ports ports) throws IOException {
        List<String> words = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ForkedStack.class.getName(),
                                directory.toString()),
                        ports.byVariable().values().stream().map(String::valueOf))
                .toList();
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolveSibling("forked.log").toFile())
                .start();
    }

    static boolean isReady(Path directory) {
        return Files.exists(directory.resolve(READY));
    }

    public static void main(String[] words) throws SQLException, IOException, InterruptedException {
        List<Integer> ports = Arrays.stream(words).skip(1).map(Integer::valueOf).toList();
        TestServers stack = TestServers.start(
                Path.of(words[0]),
                new Ports(
                        ports.get(0),
                        ports.get(1),
                        ports.get(2),
                        ports.get(3),
                        ports.get(4),
                        ports.get(5),
                        ports.get(6),
                        ports.get(7)));
        stack.sql("create table kept (word text)", "insert into kept values ('committed')");
        Files.writeString(stack.home.root().resolve(READY), "");
        new CountDownLatch(1).await();
    }
}
