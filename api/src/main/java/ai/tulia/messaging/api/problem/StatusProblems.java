package ai.tulia.messaging.api.problem;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/** Words for errors that the framework or the container found, where only the status is known. */
public final class StatusProblems {
    private StatusProblems() {}

    /** The problem of what the framework found. */
    public static ApiProblem of(ErrorResponse response) {
        if (response instanceof HttpMediaTypeNotSupportedException wrong
                && !wrong.getSupportedMediaTypes().isEmpty()) {
            return unsupportedMediaType(wrong.getSupportedMediaTypes());
        }
        if (response instanceof HttpMediaTypeNotAcceptableException wrong
                && !wrong.getSupportedMediaTypes().isEmpty()) {
            return notAcceptable(wrong.getSupportedMediaTypes());
        }
        if (response instanceof HttpRequestMethodNotSupportedException wrong && wrong.getSupportedMethods() != null) {
            return methodNotAllowed(String.join(", ", wrong.getSupportedMethods()));
        }
        ApiProblem problem = of(response.getStatusCode().value());
        for (String name : new String[] {HttpHeaders.ALLOW, HttpHeaders.ACCEPT}) {
            String value = response.getHeaders().getFirst(name);
            if (value != null) {
                problem.header(name, String.join(", ", response.getHeaders().getValuesAsList(name)));
            }
        }
        return problem;
    }

    /** The problem of a bare status; one that is no HTTP error becomes 500. */
    public static ApiProblem of(int code) {
        HttpStatus known = HttpStatus.resolve(code);
        HttpStatus status = known == null || !known.isError() ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        return switch (status) {
            case BAD_REQUEST -> ApiProblem.of(status, "invalid_request", "the request is not well-formed HTTP");
            case NOT_FOUND -> ApiProblem.of(status, "not_found", "there is no such route");
            case METHOD_NOT_ALLOWED ->
                ApiProblem.of(status, "method_not_allowed", "this route does not answer to this method");
            case NOT_ACCEPTABLE ->
                ApiProblem.of(
                        status,
                        "not_acceptable",
                        "this route answers in none of the types of Accept; every route but a stream answers in"
                                + " application/json");
            case REQUEST_TIMEOUT ->
                ApiProblem.of(status, "request_timeout", "the body of this request did not arrive in time");
            case CONTENT_TOO_LARGE -> tooLarge(1);
            case UNSUPPORTED_MEDIA_TYPE ->
                ApiProblem.of(
                        status, "unsupported_media_type", "send the body as the Content-Type that this route reads");
            // Tomcat of a transfer coding; the fault is the request's.
            case NOT_IMPLEMENTED -> transferCoding();
            case INTERNAL_SERVER_ERROR -> ApiProblem.of(status, "internal", "something broke on our side");
            default -> ApiProblem.of(status, ProblemTypes.codeOf(status), "the request was refused");
        };
    }

    private static ApiProblem transferCoding() {
        return ApiProblem.invalid(
                "Transfer-Encoding",
                "names a coding that is not known here",
                "send the body with Content-Length, or chunked");
    }

    private static ApiProblem methodNotAllowed(String methods) {
        return new ApiProblem(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method_not_allowed",
                        "this route answers to " + methods,
                        List.of(new FieldError("method", "must be " + methods, "send it as " + methods)))
                .header(HttpHeaders.ALLOW, methods);
    }

    /** 415 that names the types which the route reads. */
    public static ApiProblem unsupportedMediaType(List<MediaType> supported) {
        String types = MediaType.toString(supported);
        return new ApiProblem(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported_media_type",
                        "this route reads " + types,
                        List.of(new FieldError("Content-Type", "must be " + types, "send the body as " + types)))
                .header("Accept", types);
    }

    /** 406 that names the types in which the route answers. */
    public static ApiProblem notAcceptable(List<MediaType> supported) {
        String types = MediaType.toString(supported);
        return new ApiProblem(
                HttpStatus.NOT_ACCEPTABLE,
                "not_acceptable",
                "this route answers in " + types,
                List.of(new FieldError("Accept", "allows none of " + types, "accept " + types)));
    }

    public static ApiProblem tooLarge(int megabytes) {
        String problem = "is larger than " + megabytes + " MB";
        return new ApiProblem(
                HttpStatus.CONTENT_TOO_LARGE,
                "body_too_large",
                "the body of this request " + problem,
                List.of(new FieldError(
                        "body",
                        problem,
                        "send less at once; a list of recipients is uploaded as CSV to /v1/broadcasts/{id}/recipients,"
                                + " in as many files as it takes")));
    }
}
