package ai.tulia.messaging.api.idempotency;

import ai.tulia.messaging.store.idempotency.IdempotencyKeyClaim;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Gives an answer for the second time. */
@Component
class Replay {
    private final JsonMapper json;
    private final ObjectProvider<AcceptedResponseMapper> accepted;

    Replay(JsonMapper json, ObjectProvider<AcceptedResponseMapper> accepted) {
        this.json = json;
        this.accepted = accepted;
    }

    /** @throws ai.tulia.messaging.api.problem.ApiProblem for a request that may not be made, or not yet */
    void write(HttpServletResponse response, UUID tenantId, IdempotencyKeyClaim claim) throws IOException {
        switch (claim) {
            case IdempotencyKeyClaim.Started started -> throw new IllegalArgumentException("it has no answer yet");
            case IdempotencyKeyClaim.InFlight inFlight -> throw IdempotencyInterceptor.inProgress();
            case IdempotencyKeyClaim.OtherRequest other -> throw IdempotencyInterceptor.reused();
            case IdempotencyKeyClaim.Answered answered -> write(response, answered);
            case IdempotencyKeyClaim.Accepted accepted -> write(response, tenantId, accepted.messageId());
        }
    }

    private void write(HttpServletResponse response, IdempotencyKeyClaim.Answered answered) throws IOException {
        if (answered.etag() != null) {
            response.setHeader(HttpHeaders.ETAG, answered.etag());
        }
        write(response, answered.status(), answered.body());
    }

    /** Its process died between accepting and answering: the ledger knows what it accepted. */
    private void write(HttpServletResponse response, UUID tenantId, UUID acceptedId) throws IOException {
        ResponseEntity<?> answer = accepted.orderedStream()
                .flatMap(kind -> kind.answerFor(tenantId, acceptedId).stream())
                .findFirst()
                .orElseThrow(IdempotencyInterceptor::inProgress);
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        Object body = answer.getBody();
        write(response, answer.getStatusCode().value(), body == null ? null : json.writeValueAsString(body));
    }

    private static void write(HttpServletResponse response, int status, @Nullable String body) throws IOException {
        response.setStatus(status);
        response.setHeader("Idempotent-Replayed", "true");
        if (body != null) {
            response.setContentType(
                    status >= 400 ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.APPLICATION_JSON_VALUE);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
