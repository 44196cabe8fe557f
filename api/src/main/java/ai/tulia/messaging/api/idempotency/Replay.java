package ai.tulia.messaging.api.idempotency;

import ai.tulia.messaging.store.idempotency.Beginning;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Gives an answer for the second time. */
@Component
class Replay {
    private final JsonMapper json;
    private final ObjectProvider<AcceptedMessageAnswer> messages;

    Replay(JsonMapper json, ObjectProvider<AcceptedMessageAnswer> messages) {
        this.json = json;
        this.messages = messages;
    }

    void write(HttpServletResponse response, Beginning.Answered answered) throws IOException {
        write(response, answered.status(), answered.body());
    }

    /** Its process died between accepting and answering: the ledger knows the message. */
    void write(HttpServletResponse response, UUID tenantId, UUID messageId) throws IOException {
        AcceptedMessageAnswer ledger = messages.getIfAvailable();
        if (ledger == null) {
            throw IdempotencyInterceptor.inProgress();
        }
        ResponseEntity<?> answer = ledger.answerFor(tenantId, messageId);
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
