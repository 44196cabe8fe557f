package ai.tulia.messaging.store.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the provider is to be handed, and on whose account.
 *
 * @param sealedToken the account's auth token, still sealed; null when the tenant has no account yet
 * @param from the tenant's sender address, with its channel prefix
 * @param messagesPerSecond that the sender may post, all its tenants together
 * @param to the customer's number in E.164
 */
public record OutboundRow(
        @Nullable String accountSid,
        byte @Nullable [] sealedToken,
        String from,
        int messagesPerSecond,
        String to,
        @Nullable String body,
        @Nullable String contentSid,
        Map<String, String> contentVariables) {}
