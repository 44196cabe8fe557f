package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.consent.Consents;
import ai.tulia.messaging.domain.dispatch.DispatchFacts;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.SendWindow;
import ai.tulia.messaging.domain.dispatch.Route;
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
 * @param tenantSuspended whether the operator suspended the tenant
 * @param dailyLimit of the tenant's tier; null = unlimited
 * @param name the customer's, for placeholders
 * @param attributes the customer's, for placeholders
 */
public record CustomerFacts(
        boolean tenantSuspended,
        Route route,
        TimeZones zones,
        QuietHours quietHours,
        Consents consents,
        @Nullable Long dailyLimit,
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
                tenantSuspended,
                route,
                new SendWindow(notBefore, expiresAt),
                zones,
                quietHours,
                consents,
                overLimit,
                quota,
                approvedTemplate);
    }
}
