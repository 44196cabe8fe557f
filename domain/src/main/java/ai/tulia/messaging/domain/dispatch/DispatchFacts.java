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
 * @param channelServed whether the tenant's sender is on its channel: it may have been changed since it was accepted
 * @param overLimit what to do above the daily limit, for types that the limit defers or refuses
 * @param session facts whose rules come later: they are shown, they decide nothing yet
 */
public record DispatchFacts(
        MessageType type,
        Channel channel,
        boolean channelServed,
        SendWindow window,
        TimeZones zones,
        QuietHours quietHours,
        Consents consents,
        OverLimit overLimit,
        QuotaAnswer quota,
        SessionFacts session) {

    /** The same with the counters' answer. */
    public DispatchFacts with(QuotaAnswer newQuota) {
        return new DispatchFacts(
                type, channel, channelServed, window, zones, quietHours, consents, overLimit, newQuota, session);
    }

    /** The same at another time. */
    public DispatchFacts with(SendWindow newWindow) {
        return new DispatchFacts(
                type, channel, channelServed, newWindow, zones, quietHours, consents, overLimit, quota, session);
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

    /**
     * Facts with their room in the policy and no rule yet.
     *
     * @param lastInboundAt the customer's last message on this channel: free text is allowed for 24 h after it
     * @param approvedTemplate whether the message uses a template approved by WhatsApp (a ContentSid)
     * @param country ISO 3166-1 alpha-2 of the number, for legal windows and the US marketing ban
     */
    public record SessionFacts(
            @Nullable Instant lastInboundAt,
            boolean approvedTemplate,
            @Nullable String country) {}
}
