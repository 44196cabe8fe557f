package ai.tulia.messaging.bench;

import ai.tulia.messaging.bench.faults.FaultSuite;
import ai.tulia.messaging.bench.figure.Figure;
import ai.tulia.messaging.bench.report.Report;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * {@code bench/run <figure>}: measures it, prints it, writes it down; ends 1 when a bar is missed. {@code bench/faults}
 * comes here as well.
 */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("faults")) {
            logToFile();
            System.exit(FaultSuite.run(List.of(arguments).subList(1, arguments.length)));
            return;
        }
        Figure figure = arguments.length == 1 ? Figure.all().get(arguments[0]) : null;
        if (figure == null) {
            System.err.println(
                    "usage: bench/run " + String.join(" | ", Figure.all().keySet()) + " | all");
            System.exit(2);
            return;
        }
        logToFile();
        System.out.println(figure.what());
        var report = new Report(arguments[0], figure.what());
        figure.measure(report);
        report.write(Path.of(System.getProperty("bench.results", "results")));
        System.exit(report.missed() ? 1 : 0);
    }

    /** One log for the whole JVM, set up before two applications start in it. */
    private static void logToFile() {
        System.setProperty("tulia.log", System.getProperty("bench.target", "target") + "/bench.log");
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
