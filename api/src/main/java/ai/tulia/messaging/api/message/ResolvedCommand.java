package ai.tulia.messaging.api.message;

import ai.tulia.messaging.domain.dispatch.DispatchFacts;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.store.message.CustomerFacts;
import ai.tulia.messaging.store.template.TemplateVersion;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command with all that belongs to it: what it will say is known to be complete.
 *
 * @param template the version it keeps; null when the caller gave the text
 * @param context the values of its placeholders, frozen; empty for a text that is rendered already
 * @param body the rendered text; null for a template, which is rendered at dispatch
 */
record ResolvedCommand(
        SendCommand command,
        UUID customerId,
        MessageType type,
        CustomerFacts customer,
        @Nullable TemplateVersion template,
        Map<String, String> context,
        @Nullable String body) {

    DispatchFacts facts(@Nullable Instant notBefore, Instant expiresAt, QuotaAnswer quota) {
        boolean approved = template != null && template.contentSid() != null;
        return customer.about(type, notBefore, expiresAt, command.overLimit(), quota, approved);
    }
}
