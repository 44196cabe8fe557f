package ai.tulia.messaging.api.headers;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Before all that answers; a problem, which replaces what was set, sets them again. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ResponseHeadersFilter extends OncePerRequestFilter {
    private static final String DOCS = "/v1/swagger-ui/";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getServletPath().startsWith(DOCS)) {
            ResponseHeaders.ofDocs(response);
        } else {
            ResponseHeaders.ofData(response);
        }
        chain.doFilter(request, response);
    }
}
