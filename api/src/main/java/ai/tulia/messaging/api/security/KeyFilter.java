package ai.tulia.messaging.api.security;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.ProblemDocument;
import ai.tulia.messaging.domain.twilio.CallbackAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    KeyFilter(KeyCheck keys) {
        this.keys = keys;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !isUnder("/v1", path) || OPEN.stream().anyMatch(open -> isUnder(open, path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> presented = bearer(request.getHeader("Authorization"));
        Optional<ApiPrincipal> principal = presented.flatMap(keys::principalOf);
        if (principal.isEmpty()) {
            ProblemDocument.write(response, unauthorized());
            return;
        }
        principal.get().into(request);
        KeyValidity validity = () -> presented.flatMap(keys::principalOf).isPresent();
        validity.into(request);
        chain.doFilter(request, response);
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
