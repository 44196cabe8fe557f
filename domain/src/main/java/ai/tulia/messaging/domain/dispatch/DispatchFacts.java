package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.consent.Consents;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.domain.time.TimeZones;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything the policy may look at.
 *
 * @param tenantSuspended whether the operator suspended the tenant
 * @param overLimit what to do above the daily limit, for types that the limit defers or refuses
 * @param approvedTemplate whether the message uses a template approved by WhatsApp (a ContentSid)
 */
public record DispatchFacts(
        MessageType type,
        boolean tenantSuspended,
        Route route,
        SendWindow window,
        TimeZones zones,
        QuietHours quietHours,
        Consents consents,
        OverLimit overLimit,
        QuotaAnswer quota,
        boolean approvedTemplate) {

    public Channel channel() {
        return route.channel();
    }

    /** The same with the counters' answer. */
    public DispatchFacts with(QuotaAnswer newQuota) {
        return new DispatchFacts(
                type,
                tenantSuspended,
                route,
                window,
                zones,
                quietHours,
                consents,
                overLimit,
                newQuota,
                approvedTemplate);
    }

    /** The same at another time. */
    public DispatchFacts with(SendWindow newWindow) {
        return new DispatchFacts(
                type,
                tenantSuspended,
                route,
                newWindow,
                zones,
                quietHours,
                consents,
                overLimit,
                quota,
                approvedTemplate);
    }

    /**
     * The instants between which it may go, by its own schedule and validity.
     *
     * @param notBefore its own scheduled time; null = as soon as possible
     * @param expiresAt end of its validity, exclusive
     */
    public record SendWindow(@Nullable Instant notBefore, Instant expiresAt) {}

    /** What the caller wants above the limit. */
    public enum OverLimit {
        REJECT,
        DEFER
    }
}
