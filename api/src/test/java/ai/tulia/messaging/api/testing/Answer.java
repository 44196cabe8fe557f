package ai.tulia.messaging.api.testing;

import ai.tulia.messaging.api.problem.ProblemTypes;
import java.net.http.HttpHeaders;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What came back over HTTP; its times must be those of every answer. */
public record Answer(int status, HttpHeaders headers, String body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern TIME = Pattern.compile("(?<=[\",])\\d{4}-\\d\\d-\\d\\dT[^\",\\s]*");
    private static final Pattern SHOWN = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3}Z)?");

    public Answer {
        if (status < 400) {
            TIME.matcher(body).results().map(MatchResult::group).forEach(time -> {
                if (!SHOWN.matcher(time).matches()) {
                    throw new AssertionError("a time in another form than all: " + time + " in " + body);
                }
            });
        } else if (headers.firstValue("Content-Type").orElse("").equals("application/problem+json")) {
            requireKnown(status, JSON.readTree(body).path("code").asString());
        }
    }

    /** A problem's type leads to what it means, with the status that it always has. */
    private static void requireKnown(int status, String code) {
        if (ProblemTypes.find(code).filter(type -> type.status() == status).isEmpty()) {
            throw new AssertionError("problems.json has no code " + code + " with status " + status);
        }
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }

    /** A problem as any request with the same fault gets it. */
    public JsonNode problem() {
        return ((ObjectNode) json()).without("request_id");
    }

    public String text(String field) {
        return json().path(field).asString("");
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public String code() {
        return text("code");
    }
}
