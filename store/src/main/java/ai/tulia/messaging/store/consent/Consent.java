package ai.tulia.messaging.store.consent;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a customer said about one type of message on one channel.
 *
 * @param state granted or withdrawn; what was never recorded has no such record
 * @param source where it came from, in the tenant's words
 * @param proof how it can be shown later: a form's id, a wording, an address
 */
public record Consent(
        Channel channel,
        ConsentType type,
        ConsentState state,
        @Nullable String source,
        @Nullable String proof,
        Instant recordedAt) {}
