package ai.tulia.messaging.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** Every failure of a controller, and of finding or calling one; the filter cuts an answer that is on its way. */
@RestControllerAdvice
class ProblemAdvice {
    @ExceptionHandler(Throwable.class)
    void answer(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws Throwable {
        if (response.isCommitted()) {
            throw failure;
        }
        if (!DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            ProblemDocument.write(response, ProblemTranslator.problemFor(failure));
        }
    }
}
