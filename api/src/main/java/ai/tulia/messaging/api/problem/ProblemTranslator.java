package ai.tulia.messaging.api.problem;

import ai.tulia.messaging.store.database.TenantBusyException;
import ai.tulia.messaging.store.database.TooMuchHeavyWorkException;
import ai.tulia.messaging.store.idempotency.KeyAlreadyUsedException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What a failure is to the caller. Its own text never leaves the process. */
final class ProblemTranslator {
    private static final Logger log = LoggerFactory.getLogger(ProblemTranslator.class);

    private ProblemTranslator() {}

    static ApiProblem problemFor(Throwable failure) {
        return switch (failure) {
            case ApiProblem problem -> problem;
            case HttpMessageNotReadableException unreadable -> JsonProblems.problemFor(unreadable);
            case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch);
            case MissingServletRequestParameterException missing ->
                ApiProblem.invalid(missing.getParameterName(), "is missing", "give it as a query parameter");
            case KeyAlreadyUsedException faster ->
                ApiProblem.of(
                                HttpStatus.CONFLICT,
                                "request_in_progress",
                                "a request with this Idempotency-Key was faster")
                        .header("Retry-After", "1");
            case TooMuchHeavyWorkException _ ->
                ApiProblem.of(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "too_many_heavy_requests",
                                "as many requests that read or write a great part of this tenant's data are under way as"
                                        + " may be; nothing of this one was done: send it again later")
                        .header("Retry-After", "5");
            case TenantBusyException _ ->
                ApiProblem.of(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "tenant_busy",
                                "as many requests of this tenant are under way as may be beside those of others; nothing of"
                                        + " this one is certain to be kept: send it again with the same Idempotency-Key")
                        .header("Retry-After", "1");
            // Not as a failure of ours, whose log would quote what the caller sent.
            case InvalidParameterException _ -> StatusProblems.of(HttpStatus.BAD_REQUEST.value());
            case ErrorResponse known when !known.getStatusCode().is5xxServerError() -> StatusProblems.of(known);
            default -> unexpected(failure);
        };
    }

    /** A path that carries no id leads nowhere; a query parameter of the wrong type is a mistake to name. */
    private static ApiProblem mismatch(MethodArgumentTypeMismatchException mismatch) {
        MethodParameter parameter = mismatch.getParameter();
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            return ApiProblem.notFound("resource");
        }
        Class<?> wanted = mismatch.getRequiredType();
        return ApiProblem.invalid(mismatch.getName(), "has the wrong form", "give " + JsonProblems.inWords(wanted));
    }

    private static ApiProblem unexpected(Throwable failure) {
        // Before the ledger counts as away: to Spring, a canceled statement looks like a lost resource.
        if (LedgerUnavailable.isCanceled(failure)) {
            log.warn("a statement was canceled: {}", failure.getClass().getName());
            return LedgerUnavailable.canceled();
        }
        if (LedgerUnavailable.causes(failure)) {
            log.warn("the ledger was unavailable: {}", failure.getClass().getName());
            return LedgerUnavailable.problem();
        }
        if (LedgerUnavailable.isBusy(failure)) {
            log.warn(
                    "a request lost to a concurrent one: {}", failure.getClass().getName());
            return LedgerUnavailable.busy();
        }
        if (LedgerUnavailable.isUnstorableValue(failure)) {
            log.warn("a value reached the ledger that it cannot store", failure);
            return ApiProblem.of(HttpStatus.BAD_REQUEST, "invalid_request", "a value of this request cannot be stored");
        }
        return internal(failure);
    }

    static ApiProblem internal(Throwable failure) {
        log.error("unexpected failure", failure);
        return ApiProblem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal",
                "something broke on our side; the log has it under this request_id");
    }
}
