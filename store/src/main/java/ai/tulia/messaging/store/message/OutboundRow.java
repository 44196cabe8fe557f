package ai.tulia.messaging.store.message;

import org.jspecify.annotations.Nullable;

/**
 * What the provider is to be handed, and on whose account.
 *
 * @param account null when the tenant has none yet
 */
public record OutboundRow(OutboundTextQueries.@Nullable Account account, OutboundText text) {}
