package ai.tulia.messaging.api.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.coyote.CloseNowException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Around all filters but those that set headers: what they throw becomes a problem too. Where part of an answer is on its
 * way already, the connection is cut: no caller takes the part for the whole.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class ProblemFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (CloseNowException answered) {
            throw answered;
        } catch (Exception failure) {
            if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
                return;
            }
            ApiProblem problem = ProblemTranslator.problemFor(failure);
            if (response.isCommitted()) {
                throw new CloseNowException(problem.code());
            }
            ProblemDocument.write(response, problem);
        }
    }
}
