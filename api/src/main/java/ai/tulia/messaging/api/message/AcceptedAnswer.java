package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.idempotency.AcceptedMessageAnswer;
import ai.tulia.messaging.domain.message.MessageRef;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The answer to a repeated request whose first process died after the commit: what the ledger shows now. */
@Component
class AcceptedAnswer implements AcceptedMessageAnswer {
    private final Messages messages;
    private final SendAnswers answers;

    AcceptedAnswer(Messages messages, SendAnswers answers) {
        this.messages = messages;
        this.answers = answers;
    }

    @Override
    public ResponseEntity<?> answerFor(UUID tenantId, UUID messageId) {
        return answers.of(messages.required(new MessageRef(tenantId, messageId)));
    }
}
