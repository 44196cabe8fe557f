package ai.tulia.messaging.api.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * The one way to answer with an error: becomes {@code application/problem+json} (RFC 9457) with {@code type},
 * {@code title}, {@code status}, {@code detail}, {@code code}, {@code request_id}, {@code errors[]} and the given extra
 * members.
 */
public final class ApiProblem extends RuntimeException {
    private final HttpStatus status;
    private final String code;
    private final List<FieldError> errors;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public ApiProblem(HttpStatus status, String code, String detail, List<FieldError> errors) {
        super(detail);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    /** 400: a field that is wrong in itself. */
    public static ApiProblem invalid(String field, String problem, String hint) {
        return new ApiProblem(
                HttpStatus.BAD_REQUEST,
                "invalid_request",
                field + ": " + problem,
                List.of(new FieldError(field, problem, hint)));
    }

    /** 422: well-formed but impossible. */
    public static ApiProblem impossible(String code, String field, String problem, String hint) {
        return new ApiProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                code,
                field + ": " + problem,
                List.of(new FieldError(field, problem, hint)));
    }

    /** 404: what the path names is not there, or is another tenant's; the answer does not tell which. */
    public static ApiProblem notFound(String what) {
        return new ApiProblem(HttpStatus.NOT_FOUND, "not_found", "there is no such " + what, List.of());
    }

    public static ApiProblem of(HttpStatus status, String code, String detail) {
        return new ApiProblem(status, code, detail, List.of());
    }

    /** Adds a member to the problem document, such as {@code message_id}. */
    public ApiProblem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public ApiProblem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }
}
