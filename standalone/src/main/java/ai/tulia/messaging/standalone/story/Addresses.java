package ai.tulia.messaging.standalone.story;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the story plays.
 *
 * @param customers the sample file, on disk
 * @param temporalUi the Web UI, where there is one
 */
public record Addresses(URI api, URI simulator, String operatorKey, Path customers, Optional<URI> temporalUi) {}
