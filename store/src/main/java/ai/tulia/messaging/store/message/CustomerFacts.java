package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.consent.Consents;
import ai.tulia.messaging.domain.dispatch.DispatchFacts;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.SendWindow;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.SessionFacts;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.domain.time.TimeZones;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of a customer and its tenant that a decision about a message of one type may look at.
 *
 * @param channelServed whether the tenant's sender is on that channel
 * @param dailyLimit of the tenant's tier; null = unlimited
 * @param country ISO 3166-1 alpha-2 of the number
 * @param name the customer's, for placeholders
 * @param attributes the customer's, for placeholders
 */
public record CustomerFacts(
        Channel channel,
        boolean channelServed,
        TimeZones zones,
        QuietHours quietHours,
        Consents consents,
        @Nullable Long dailyLimit,
        @Nullable String country,
        @Nullable String name,
        Map<String, Object> attributes) {

    /** The policy's facts for one message to this customer. */
    public DispatchFacts about(
            MessageType type,
            @Nullable Instant notBefore,
            Instant expiresAt,
            OverLimit overLimit,
            QuotaAnswer quota,
            boolean approvedTemplate) {
        return new DispatchFacts(
                type,
                channel,
                channelServed,
                new SendWindow(notBefore, expiresAt),
                zones,
                quietHours,
                consents,
                overLimit,
                quota,
                new SessionFacts(null, approvedTemplate, country));
    }
}
