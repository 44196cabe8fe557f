package ai.tulia.messaging.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the jars are that users run, by module. */
final class ExecutableJar {
    private static final Map<String, String> UNPACKED = new ConcurrentHashMap<>();

    private ExecutableJar() {}

    static String of(String module) {
        return Path.of(System.getProperty("bench.root", ".."), module, "target", "tulia-" + module + "-exec.jar")
                .toString();
    }

    /** The same jar unpacked, once in this JVM: what runs from it starts in two thirds of the time. */
    static String unpacked(String module) {
        return UNPACKED.computeIfAbsent(module, ExecutableJar::unpack);
    }

    private static String unpack(String module) {
        Path directory = Path.of(System.getProperty("bench.target", "target"), "unpacked", module);
        try {
            Process extract = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djarmode=tools",
                            "-jar",
                            of(module),
                            "extract",
                            "--force",
                            "--destination",
                            directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (extract.waitFor() != 0) {
                throw new IllegalStateException("could not unpack " + of(module));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return directory.resolve(Path.of(of(module)).getFileName()).toString();
    }
}
