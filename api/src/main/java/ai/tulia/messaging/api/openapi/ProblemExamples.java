package ai.tulia.messaging.api.openapi;

import ai.tulia.messaging.api.etag.IfMatch;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.api.problem.ProblemDocument;
import ai.tulia.messaging.api.problem.StatusProblems;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json31;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/** A problem of each status that any route can answer with, as it goes over the wire. */
final class ProblemExamples {
    private static final String REQUEST_ID = "019c6f00-0000-7000-8000-000000000099";

    private ProblemExamples() {}

    static JsonNode of(HttpStatus status) {
        try {
            return Json31.mapper().readTree(ProblemDocument.bytes(problem(status), REQUEST_ID));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApiProblem problem(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> ApiProblem.invalid("limit", "is out of range", "give 1 to 200");
            case UNAUTHORIZED ->
                ApiProblem.of(
                        status,
                        "unauthorized",
                        "send a valid key: Authorization: Bearer <key>; it may be missing, unknown, expired or revoked");
            case FORBIDDEN ->
                ApiProblem.of(status, "missing_scope", "this route needs a key with the scope customers:write")
                        .with("scope", "customers:write");
            case NOT_FOUND -> ApiProblem.notFound("customer");
            case METHOD_NOT_ALLOWED ->
                StatusProblems.of(new HttpRequestMethodNotSupportedException("PUT", List.of("GET", "POST")));
            case NOT_ACCEPTABLE -> StatusProblems.notAcceptable(List.of(MediaType.APPLICATION_JSON));
            case CONFLICT ->
                ApiProblem.of(
                        status,
                        "request_in_progress",
                        "a request with this Idempotency-Key is under way; ask again for its answer");
            case PRECONDITION_FAILED -> IfMatch.failed();
            case CONTENT_TOO_LARGE -> StatusProblems.tooLarge(1);
            case UNSUPPORTED_MEDIA_TYPE -> StatusProblems.unsupportedMediaType(List.of(MediaType.APPLICATION_JSON));
            case UNPROCESSABLE_CONTENT ->
                ApiProblem.impossible(
                        "unknown_zone",
                        "time_zone",
                        "is no time zone of the IANA database",
                        "give a name such as Europe/Berlin");
            case TOO_MANY_REQUESTS ->
                new ApiProblem(
                        status,
                        "too_many_requests",
                        "this key may make 6000 requests a minute",
                        List.of(new FieldError(
                                "Authorization",
                                "its key made more requests than that",
                                "send it again in 3 s; POST /v1/messages/batch takes up to 1,000 messages in one"
                                        + " request, and webhooks tell what became of them")));
            case SERVICE_UNAVAILABLE ->
                ApiProblem.of(
                        status,
                        "ledger_busy",
                        "another request changed the same rows at the same time, and this one gave way; nothing of it is"
                                + " certain to be kept: send it again with the same Idempotency-Key");
            default -> StatusProblems.of(status.value());
        };
    }
}
