package ai.tulia.messaging.api.openapi;

import ai.tulia.messaging.api.problem.ProblemTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether an answer is one that the document lets expect of whatever was sent: a failure is a problem, and the caller's. */
final class ReplyCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** The provider's word about the message, and not a failure of ours. */
    private static final Set<String> PROVIDERS = Set.of("provider_refused");
    /** The server's word on an expectation that it does not know, before any route: RFC 9110, 10.1.1. */
    private static final String OF_HTTP = "expectation_failed";

    private static final Pattern EXPECT = Pattern.compile("^Expect: ", Pattern.MULTILINE);
    /** A larger body may be answered before it has been sent. */
    private static final int MAY_BE_CUT = 100_000;

    private final JsonNode document;

    ReplyCheck(JsonNode document) {
        this.document = document;
    }

    /** What is wrong; empty = nothing. */
    List<String> wrong(RawRequest request, RawHttp.Reply reply) {
        int status = reply.status();
        if (status == 0) {
            return request.size() > MAY_BE_CUT ? List.of() : List.of("no answer");
        }
        if (status < 400) {
            return status < 200 ? List.of("status " + status) : List.of();
        }
        var wrong = new ArrayList<String>();
        if (!reply.header("Content-Type").equals("application/problem+json")) {
            return List.of(status + " as '" + reply.header("Content-Type") + "'");
        }
        JsonNode problem;
        try {
            problem = JSON.readTree(reply.body());
        } catch (JacksonException e) {
            return List.of(status + " with a body that is no JSON");
        }
        String code = problem.path("code").asString("");
        if (code.equals(OF_HTTP) && EXPECT.matcher(request.toString()).find()) {
            return List.of();
        }
        if (status >= 500 && !PROVIDERS.contains(code)) {
            wrong.add("status " + status + " " + code);
        }
        if (ProblemTypes.find(code).filter(type -> type.status() == status).isEmpty()) {
            wrong.add("problems.json has no code '" + code + "' with status " + status);
        }
        if (problem.path("status").asInt() != status) {
            wrong.add("its status is " + problem.path("status"));
        }
        fits(document.at("/components/schemas/Problem"), problem, "", wrong);
        if (request.leadsThere() && !isListed(request.operation(), status)) {
            wrong.add(status + " is not listed by " + request.operation().id());
        }
        return wrong;
    }

    private static boolean isListed(IdPlace.Operation operation, int status) {
        return operation.json().path("responses").has(String.valueOf(status));
    }

    /** Of JSON Schema what the schema of problems says. */
    private void fits(JsonNode schema, JsonNode value, String at, List<String> wrong) {
        JsonNode resolved =
                schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
        String type = resolved.path("type").asString("");
        boolean fitting = switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            default -> true;
        };
        if (!fitting) {
            wrong.add(at + " is no " + type.toLowerCase(Locale.ROOT));
        }
        resolved.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                wrong.add(at + "/" + name.asString() + " is missing");
            }
        });
        resolved.path("properties").propertyStream().forEach(field -> {
            if (value.has(field.getKey())) {
                fits(field.getValue(), value.path(field.getKey()), at + "/" + field.getKey(), wrong);
            }
        });
        if (value.isArray()) {
            value.forEach(each -> fits(resolved.path("items"), each, at + "/*", wrong));
        }
    }
}
