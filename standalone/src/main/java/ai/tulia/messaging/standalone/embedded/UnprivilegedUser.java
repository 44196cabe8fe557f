package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * PostgreSQL refuses to run as root, as one does in containers. A user namespace without a mapping takes root's name
 * and rights away and leaves the files readable to their owner.
 */
final class UnprivilegedUser {
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    private UnprivilegedUser() {}

    /** The words to put before a PostgreSQL command; none for an ordinary user. */
    static List<String> prefix() {
        if (!succeeds("test \"$(id -u)\" = 0")) {
            return List.of();
        }
        if (!succeeds("unshare -U true")) {
            throw new StartupRefused("PostgreSQL does not run as root, and \"unshare -U\" is not allowed here; start"
                    + " Tulia as an ordinary user.");
        }
        return NAMESPACE;
    }

    private static boolean succeeds(String script) {
        try {
            return new ProcessBuilder("sh", "-c", script)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
