package ai.tulia.messaging.twiliosimulator;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What goes back to the caller, if anything. */
sealed interface Reply {
    /** A whole answer. */
    record Answer(int status, String contentType, String body, Map<String, String> headers) implements Reply {
        Answer with(String name, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(name, value);
            return new Answer(status, contentType, body, more);
        }
    }

    /** A JSON array too long to be held in memory as text. */
    record JsonArray(Stream<?> items) implements Reply {}

    /** Nothing: the caller waits until it gives up. */
    record Silence() implements Reply {}

    /** The connection is reset. */
    record Reset() implements Reply {}

    /** The page shows what others wrote: nothing of it is ever run. */
    Map<String, String> PAGE_HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store");

    static Answer json(int status, Object value) {
        return new Answer(status, "application/json;charset=utf-8", Json.text(value), Map.of());
    }

    static Answer html(int status, String page) {
        return new Answer(status, "text/html;charset=utf-8", page, PAGE_HEADERS);
    }

    static Answer empty(int status) {
        return new Answer(status, "application/json;charset=utf-8", "", Map.of());
    }

    static Answer error(TwilioError error) {
        Answer answer = json(error.status(), error);
        return error.status() == 401 ? answer.with("WWW-Authenticate", "Basic realm=\"Twilio API\"") : answer;
    }
}
