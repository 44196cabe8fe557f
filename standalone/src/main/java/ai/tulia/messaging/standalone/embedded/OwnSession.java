package ai.tulia.messaging.standalone.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Puts a child into a session of its own. Ctrl-C reaches every process of the terminal's group at once; the servers
 * must outlive the workers that drain on them, and are stopped by us.
 */
final class OwnSession {
    private OwnSession() {}

    /** The words to put before a command: {@code setsid} on Linux, Perl where that is missing (macOS), else none. */
    static List<String> prefix(Map<String, String> environment) {
        if (SearchPath.find(environment, "setsid").isPresent()) {
            return List.of("setsid");
        }
        Path perl = Path.of("/usr/bin/perl");
        return Files.isExecutable(perl)
                ? List.of(perl.toString(), "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV", "--")
                : List.of();
    }
}
