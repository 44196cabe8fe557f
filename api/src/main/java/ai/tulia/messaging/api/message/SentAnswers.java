package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.idempotency.KeyLink;
import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.message.StoredMessage;
import org.springframework.stereotype.Component;

/** Keeps the answer of a message that was sent for repeats of its request, with its outcome. */
@Component
class SentAnswers {
    private final MessageReader messages;
    private final SendResponseMapper responses;
    private final KeyLink keys;

    SentAnswers(MessageReader messages, SendResponseMapper responses, KeyLink keys) {
        this.messages = messages;
        this.responses = responses;
        this.keys = keys;
    }

    /** Within the transaction of the outcome. */
    StoredMessage keep(MessageRef ref) {
        StoredMessage message = messages.required(ref);
        try {
            keys.keep(responses.of(message));
        } catch (ApiProblem problem) {
            // Put into words by the problem's translator, and kept with them afterwards.
        }
        return message;
    }
}
