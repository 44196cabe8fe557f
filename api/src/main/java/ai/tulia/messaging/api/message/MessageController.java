package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.security.Caller;
import ai.tulia.messaging.api.security.RequiresScope;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.domain.message.MessageRef;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows one message. */
@RestController
@RequiresScope(Scopes.CONVERSATIONS)
class MessageController {
    private final Messages messages;

    MessageController(Messages messages) {
        this.messages = messages;
    }

    @GetMapping("/v1/messages/{id}")
    MessageAnswer get(Caller caller, @PathVariable UUID id) {
        return MessageAnswer.of(messages.required(new MessageRef(caller.tenantId(), id)));
    }
}
