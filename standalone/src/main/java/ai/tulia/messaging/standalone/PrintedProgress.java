package ai.tulia.messaging.standalone;

import ai.tulia.messaging.standalone.embedded.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Progress as lines for a person. */
final class PrintedProgress implements Progress {
    private final PrintStream out;

    PrintedProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void report(String server, State state, Duration since, String detail) {
        String word = switch (state) {
            case STARTING -> "starting";
            case NOTE -> "note";
            case READY -> String.format(Locale.ROOT, "ready in %.1f s", since.toMillis() / 1000.0);
            case STOPPED -> "stopped";
        };
        out.println(String.format(Locale.ROOT, "  %-11s %s", server, word) + (detail.isEmpty() ? "" : ": " + detail));
    }
}
