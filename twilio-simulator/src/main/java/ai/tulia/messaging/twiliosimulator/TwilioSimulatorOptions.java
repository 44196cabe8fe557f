package ai.tulia.messaging.twiliosimulator;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator starts. The defaults suit tests: loopback, any free port, nothing left behind.
 *
 * @param journal the file that takes each POST before its answer, and is read back at the next start; null: a temporary
 *     file that is gone when the process ends
 * @param seed of the draw that decides which POSTs a rule with a share meets
 * @param callbackDelay between the answer and the first status change, and between status changes
 * @param keep how many messages, and how many requests, stay in memory; older ones are read from the journal
 */
public record TwilioSimulatorOptions(
        String host, int port, @Nullable Path journal, long seed, Duration callbackDelay, int keep) {

    public static TwilioSimulatorOptions defaults() {
        return new TwilioSimulatorOptions("127.0.0.1", 0, null, 1, Duration.ofMillis(50), 10_000);
    }

    public TwilioSimulatorOptions withHost(String newHost) {
        return new TwilioSimulatorOptions(newHost, port, journal, seed, callbackDelay, keep);
    }

    public TwilioSimulatorOptions withPort(int newPort) {
        return new TwilioSimulatorOptions(host, newPort, journal, seed, callbackDelay, keep);
    }

    public TwilioSimulatorOptions withJournal(Path newJournal) {
        return new TwilioSimulatorOptions(host, port, newJournal, seed, callbackDelay, keep);
    }

    public TwilioSimulatorOptions withSeed(long newSeed) {
        return new TwilioSimulatorOptions(host, port, journal, newSeed, callbackDelay, keep);
    }

    public TwilioSimulatorOptions withCallbackDelay(Duration delay) {
        return new TwilioSimulatorOptions(host, port, journal, seed, delay, keep);
    }

    public TwilioSimulatorOptions withKeep(int most) {
        return new TwilioSimulatorOptions(host, port, journal, seed, callbackDelay, most);
    }
}
