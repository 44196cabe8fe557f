package ai.tulia.messaging.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** Every failure of a controller, and of finding or calling one. */
@RestControllerAdvice
class ProblemAdvice {
    @ExceptionHandler(Throwable.class)
    void answer(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            ProblemDocument.write(response, ProblemTranslator.problemFor(failure));
        }
    }
}
