package ai.tulia.messaging.api.idempotency;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.api.request.Routes;
import ai.tulia.messaging.api.security.ApiPrincipal;
import ai.tulia.messaging.store.idempotency.IdempotencyKeyClaim;
import ai.tulia.messaging.store.idempotency.IdempotencyKeyRepository;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Before a POST does anything: whether it was made before. Comes after the key's rights are known. */
final class IdempotencyInterceptor implements HandlerInterceptor {
    static final String HEADER = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final IdempotencyKeyRepository keys;
    private final Replay replay;

    IdempotencyInterceptor(IdempotencyKeyRepository keys, Replay replay) {
        this.keys = keys;
        this.replay = replay;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        String key = request.getHeader(HEADER);
        ApiPrincipal principal = ApiPrincipal.of(request);
        if (key == null
                || principal == null
                || !request.getMethod().equals("POST")
                || !(handler instanceof HandlerMethod route && Routes.isOurs(route))) {
            return true;
        }
        if (!FORM.matcher(key).matches()) {
            throw ApiProblem.invalid(HEADER, "is no key", "give 1 to 255 visible ASCII characters");
        }
        var record = new IdempotencyRecord(principal.tenantId(), key, RequestHash.of(request));
        if (route.hasMethodAnnotation(ClaimsKeyOnAcceptance.class)) {
            record.into(request);
            return true;
        }
        IdempotencyKeyClaim claim = keys.begin(record.tenantId(), key, record.requestHash());
        if (claim instanceof IdempotencyKeyClaim.Started started) {
            record.claimed(started.lockedUntil());
            record.into(request);
            return true;
        }
        if (claim instanceof IdempotencyKeyClaim.Accepted accepted
                && route.hasMethodAnnotation(ResumesAcceptance.class)) {
            Instant lockedUntil = keys.takeOver(record.tenantId(), key, accepted.messageId())
                    .orElseThrow(IdempotencyInterceptor::inProgress);
            record.claimed(lockedUntil);
            record.resume(accepted.messageId());
            record.into(request);
            return true;
        }
        replay.write(response, record.tenantId(), claim);
        return false;
    }

    static ApiProblem inProgress() {
        return ApiProblem.of(
                        HttpStatus.CONFLICT,
                        "request_in_progress",
                        "a request with this Idempotency-Key is under way; ask again for its answer")
                .header("Retry-After", "1");
    }

    static ApiProblem reused() {
        return new ApiProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency_key_reused",
                "this Idempotency-Key was used for another request",
                List.of(new FieldError(
                        HEADER, "was used with another path or body", "make a new key for a new request")));
    }
}
