package ai.tulia.messaging.standalone.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One way to come by the official {@code temporal} command. */
interface TemporalWay {
    /** As a person would name it. */
    String name();

    /** Answers the command, or nothing where this way does not lead to one. */
    Optional<Path> find() throws IOException;
}
