package ai.tulia.messaging.api.idempotency;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.api.problem.ProblemDocument;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Gives the answer of a request whose key turned out to be answered when it was to be claimed. */
@RestControllerAdvice
@Order(0)
class KeyAnsweredAdvice {
    private final Replay replay;

    KeyAnsweredAdvice(Replay replay) {
        this.replay = replay;
    }

    @ExceptionHandler(KeyAnsweredException.class)
    void answer(KeyAnsweredException answered, HttpServletResponse response) throws IOException {
        try {
            replay.write(response, answered.tenantId(), answered.claim());
        } catch (ApiProblem problem) {
            ProblemDocument.write(response, problem);
        }
    }
}
