package ai.tulia.messaging.api.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.DisconnectedClientHelper;

/** Around all other filters: what they throw becomes a problem too. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (Exception failure) {
            if (!DisconnectedClientHelper.isClientDisconnectedException(failure)) {
                ProblemDocument.write(response, ProblemTranslator.problemFor(failure));
            }
        }
    }
}
