package ai.tulia.messaging.standalone.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Servers an earlier run left behind when it was killed. They are known by their command line, which must name both
 * the program and a path in our home: a process id from a file may belong to anything by now.
 */
final class Orphans {
    private Orphans() {}

    /** Stops every {@code program} that was started with {@code path} as an argument. */
    static void stop(String program, Path path, StopSignal signal, Duration grace) {
        stop(
                process -> words(process).anyMatch(word -> isProgram(word, program)) && names(process, path),
                signal,
                grace);
    }

    /** Stops whatever was started with {@code path} as an argument, for paths that no other command has. */
    static void stopNaming(Path path, StopSignal signal, Duration grace) {
        stop(process -> names(process, path), signal, grace);
    }

    /** Stops whatever was started with a path below {@code directory}, for directories nobody else has business in. */
    static void stopBelow(Path directory) {
        stop(
                process -> words(process).anyMatch(word -> word.startsWith(directory + "/")),
                StopSignal.TERM,
                // What it was making is thrown away, so there is nothing to end well.
                Duration.ZERO);
    }

    private static void stop(Predicate<ProcessHandle> ours, StopSignal signal, Duration grace) {
        ProcessHandle self = ProcessHandle.current();
        ProcessHandle.allProcesses()
                .filter(process -> !process.equals(self))
                .filter(ours)
                .toList()
                .forEach(process -> signal.end(process, grace));
    }

    private static boolean names(ProcessHandle process, Path path) {
        return words(process).anyMatch(path.toString()::equals);
    }

    private static boolean isProgram(String word, String program) {
        return word.equals(program) || word.endsWith("/" + program);
    }

    private static Stream<String> words(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return Stream.concat(info.command().stream(), info.arguments().stream().flatMap(Arrays::stream));
    }
}
