package ai.tulia.messaging.api.webhook;

import ai.tulia.messaging.api.problem.LedgerUnavailable;
import ai.tulia.messaging.api.problem.ProblemDocument;
import ai.tulia.messaging.api.security.SignedByProvider;
import ai.tulia.messaging.store.database.TenantBusyException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The provider posts again what was answered 5xx, not what was answered 429: what is not stored is 503, whatever the cause. */
@RestControllerAdvice(annotations = SignedByProvider.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProviderProblemAdvice {
    @ExceptionHandler(TenantBusyException.class)
    void answer(HttpServletResponse response) throws IOException {
        ProblemDocument.write(response, LedgerUnavailable.problem());
    }
}
