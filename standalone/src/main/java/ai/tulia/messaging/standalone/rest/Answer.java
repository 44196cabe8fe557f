package ai.tulia.messaging.standalone.rest;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a call was answered.
 *
 * @param body a null node when it is empty or no JSON
 * @param took from the call to its answer, measured by whoever called
 */
public record Answer(int status, HttpHeaders headers, JsonNode body, Duration took) {
    /** A member as text; empty when it is missing or null. */
    public String text(String member) {
        return body.path(member).asString("");
    }

    /** A member that holds an instant; empty when it is missing or null. */
    public Optional<Instant> instant(String member) {
        String text = text(member);
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }
}
