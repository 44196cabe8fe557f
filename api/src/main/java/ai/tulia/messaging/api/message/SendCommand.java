package ai.tulia.messaging.api.message;

import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.template.MessageTemplate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as its caller wants it: every field right in itself, nothing looked up yet.
 *
 * @param content the parsed text; null when a template gives it
 * @param type null = the template's
 * @param channel null = that of the tenant's first sender that serves its type
 */
record SendCommand(
        Recipient recipient,
        @Nullable MessageTemplate content,
        @Nullable UUID templateId,
        Map<String, String> context,
        @Nullable MessageType type,
        @Nullable Channel channel,
        OverLimit overLimit,
        @Nullable Map<String, Object> metadata) {}
