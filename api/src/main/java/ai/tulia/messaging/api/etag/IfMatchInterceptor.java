package ai.tulia.messaging.api.etag;

import ai.tulia.messaging.api.problem.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses {@code If-Match} where there is no version to compare: who relies on it would overwrite unknowingly. */
final class IfMatchInterceptor implements HandlerInterceptor {
    private static final Set<String> WRITES = Set.of("PUT", "PATCH", "DELETE");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route
                && WRITES.contains(request.getMethod())
                && request.getHeader(IfMatch.HEADER) != null
                && !Arrays.asList(route.getMethod().getParameterTypes()).contains(IfMatch.class)) {
            throw ApiProblem.invalid(
                    IfMatch.HEADER, "is not honoured by this route: its resource has no ETag", "leave it out");
        }
        return true;
    }
}
