package ai.tulia.messaging.bench.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processor time of this JVM and of each server it started, in milliseconds. */
public final class CpuTime {
    private final Map<String, Double> spent = new TreeMap<>();

    /** Runs the work and adds what it took. */
    public <T> T during(java.util.function.Supplier<T> work) {
        Map<String, Double> before = now();
        T result = work.get();
        now().forEach((process, millis) ->
                spent.merge(process, millis - before.getOrDefault(process, 0.0), Double::sum));
        return result;
    }

    /** Milliseconds of all. */
    public double total() {
        return spent.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** In milliseconds a call, with so many decimals; what rounds to nothing is left out. */
    public String perCall(int calls, int decimals) {
        return spent.entrySet().stream()
                .filter(one -> one.getValue() / calls >= Math.pow(10, -decimals) / 2)
                .map(one -> String.format(Locale.ROOT, "%s %." + decimals + "f", one.getKey(), one.getValue() / calls))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Double> now() {
        var current = ProcessHandle.current();
        return Stream.concat(Stream.of(current), current.descendants())
                .collect(Collectors.toMap(
                        process -> process.equals(current) ? "JVM" : name(process),
                        CpuTime::millis,
                        Double::sum,
                        TreeMap::new));
    }

    /** A JVM is named after the jar that it runs. */
    private static String name(ProcessHandle process) {
        var info = process.info();
        return info.arguments()
                .flatMap(words ->
                        Stream.of(words).filter(word -> word.endsWith(".jar")).findFirst())
                .or(info::command)
                .map(file -> String.valueOf(Path.of(file).getFileName()))
                .orElse("other");
    }

    private static double millis(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
    }
}
