package ai.tulia.messaging.workflows.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@code CheckConsent} found: the consent of the message's type and the one of the channel as a whole, as words
 * and instants, without the tenant's own texts.
 */
public record ConsentAnswer(
        String state,
        @Nullable Instant recordedAt,
        String channelState,
        @Nullable Instant channelRecordedAt) {}
