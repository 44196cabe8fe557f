package ai.tulia.messaging.twiliosimulator;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Runs the simulator as a process of its own until it is asked to end. */
public final class TwilioSimulatorMain {
    private static final String LOGGING = "logback.configurationFile";
    private static final String DEFAULT_PORT = "8090";

    private TwilioSimulatorMain() {}

    /** Configured by TULIA_SIMULATOR_HOST, _PORT, _JOURNAL, _SEED and _KEEP; exits with 1 and a sentence when it cannot start. */
    public static void main(String[] args) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "logback-twilio-simulator.xml");
        }
        try {
            TwilioSimulatorOptions options = options(System.getenv());
            TwilioSimulator simulator = TwilioSimulator.start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "close"));
            System.out.println("The Twilio simulator listens on " + simulator.address() + "; what it received: "
                    + simulator.address() + "/_simulator; seed of the fault rules: " + options.seed());
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static TwilioSimulatorOptions options(Map<String, String> environment) {
        String journal = environment.getOrDefault("TULIA_SIMULATOR_JOURNAL", "");
        TwilioSimulatorOptions options = TwilioSimulatorOptions.defaults()
                .withHost(environment.getOrDefault("TULIA_SIMULATOR_HOST", "127.0.0.1"))
                .withPort(port(environment.getOrDefault("TULIA_SIMULATOR_PORT", DEFAULT_PORT)))
                .withSeed(wholeNumber(environment, "TULIA_SIMULATOR_SEED", "1"))
                .withKeep(Math.toIntExact(wholeNumber(environment, "TULIA_SIMULATOR_KEEP", "10000")));
        return journal.isBlank() ? options : options.withJournal(Path.of(journal));
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("TULIA_SIMULATOR_PORT must be a port number, but is " + text);
        }
        return Integer.parseInt(text);
    }

    private static long wholeNumber(Map<String, String> environment, String name, String usual) {
        String text = environment.getOrDefault(name, usual);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, but is " + text, e);
        }
    }
}
