package ai.tulia.messaging.api.security;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.FieldError;
import ai.tulia.messaging.api.problem.ProblemDocument;
import ai.tulia.messaging.domain.twilio.CallbackAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * No key, no answer: everything under {@code /v1} but its own description and what the provider posts to, also paths that
 * lead nowhere.
 */
@Component
@Order(KeyFilter.ORDER)
public class KeyFilter extends OncePerRequestFilter {
    /** Before the body is read. */
    public static final int ORDER = 100;

    private static final String SCHEME = "Bearer ";
    private static final List<String> OPEN =
            List.of("/v1/openapi.json", "/v1/docs", "/v1/swagger-ui", CallbackAddress.PATH);

    private final KeyCheck keys;
    private final FailedAuthentications failures;
    private final ClientAddress addresses;

    KeyFilter(KeyCheck keys, FailedAuthentications failures, ClientAddress addresses) {
        this.keys = keys;
        this.failures = failures;
        this.addresses = addresses;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !isUnder("/v1", path) || OPEN.stream().anyMatch(open -> isUnder(open, path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> key = bearer(request.getHeader("Authorization"));
        if (key.isEmpty()) {
            ProblemDocument.write(response, unauthorized());
            return;
        }
        Duration pause = keys.isKnown(key.get()) ? Duration.ZERO : failures.pause(addresses.of(request));
        if (pause.isPositive()) {
            ProblemDocument.write(response, tooManyFailures(pause));
            return;
        }
        Optional<ApiPrincipal> principal = keys.principalOf(key.get());
        if (principal.isEmpty()) {
            failures.count(addresses.of(request));
            ProblemDocument.write(response, unauthorized());
            return;
        }
        principal.get().into(request);
        KeyValidity validity = () -> keys.isValid(key.get());
        validity.into(request);
        chain.doFilter(request, response);
    }

    private static ApiProblem tooManyFailures(Duration pause) {
        return new ApiProblem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too_many_requests",
                        "too many keys that are not valid came from this address; this one was not looked up",
                        List.of(new FieldError(
                                "Authorization",
                                "was not valid too often",
                                "correct the key, and send the request again after Retry-After")))
                .header("Retry-After", Long.toString(Math.ceilDiv(pause.toMillis(), 1_000)));
    }

    static ApiProblem unauthorized() {
        return ApiProblem.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthorized",
                        "send a valid key: Authorization: Bearer <key>; it may be missing, unknown, expired or revoked")
                .header("WWW-Authenticate", "Bearer");
    }

    private static Optional<String> bearer(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static boolean isUnder(String parent, String path) {
        return path.equals(parent) || path.startsWith(parent + "/");
    }
}
