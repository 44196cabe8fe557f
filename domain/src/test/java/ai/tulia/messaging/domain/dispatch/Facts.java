package ai.tulia.messaging.domain.dispatch;

import ai.tulia.messaging.domain.consent.ConsentFact;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.Consents;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.SendWindow;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.domain.quota.QuotaAnswer.Verdict;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.domain.time.QuietHours;
import ai.tulia.messaging.domain.time.TimeZones;
import ai.tulia.messaging.domain.time.ZoneSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds facts that read as a sentence; as they begin, nothing stands against the message. */
final class Facts {
    static final Instant NOON = Instant.parse("2026-06-01T10:00:00Z");
    /** 23:30 in Berlin. */
    static final Instant NIGHT = Instant.parse("2026-06-01T21:30:00Z");
    /** 08:00 in Berlin after that night; also the tenant's next morning. */
    static final Instant MORNING = Instant.parse("2026-06-02T06:00:00Z");

    private static final Instant RECORDED = Instant.parse("2026-01-02T03:04:05Z");

    private final MessageType type;
    private static final Sender SENDER =
            new Sender("whatsapp:+14155238886", null, List.of(), null, true, false, true, 80);
    private boolean tenantSuspended;
    private @Nullable Sender sender = SENDER;
    private Route.Address address = Route.Address.PHONE_NUMBER;
    private @Nullable Instant unreachableUntil;
    private @Nullable Instant lastInboundAt;
    private boolean approvedTemplate = true;
    private Instant notBefore;
    private Instant expiresAt = NOON.plus(Duration.ofDays(3));
    private ZoneId zone = ZoneId.of("Europe/Berlin");
    private ZoneSource zoneSource = ZoneSource.CUSTOMER;
    private ZoneId tenantZone = ZoneId.of("Europe/Berlin");
    private QuietHours quietHours = new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0));
    private ConsentFact consent = fact(ConsentState.GRANTED);
    private ConsentFact channelConsent = ConsentFact.UNKNOWN;
    private OverLimit overLimit = OverLimit.DEFER;
    private QuotaAnswer quota = QuotaAnswer.NOT_ASKED;

    private Facts(MessageType type) {
        this.type = type;
    }

    static Facts of(MessageType type) {
        return new Facts(type);
    }

    static Facts promotional() {
        return new Facts(MessageType.PROMOTIONAL);
    }

    static ConsentFact fact(ConsentState state) {
        return state == ConsentState.UNKNOWN ? ConsentFact.UNKNOWN : new ConsentFact(state, RECORDED, "web form");
    }

    Facts withSenderOnAnotherChannel() {
        this.sender = null;
        return this;
    }

    Facts from(Sender other) {
        this.sender = other;
        return this;
    }

    Facts to(Route.Address address) {
        this.address = address;
        return this;
    }

    Facts unreachableUntil(Instant until) {
        this.unreachableUntil = until;
        return this;
    }

    /** @param lastInbound null = the customer never wrote */
    Facts freeText(@Nullable Instant lastInbound) {
        this.approvedTemplate = false;
        this.lastInboundAt = lastInbound;
        return this;
    }

    Facts notBefore(Instant notBefore) {
        this.notBefore = notBefore;
        return this;
    }

    Facts ofSuspendedTenant() {
        this.tenantSuspended = true;
        return this;
    }

    Facts expiringAt(Instant expiresAt) {
        this.expiresAt = expiresAt;
        return this;
    }

    Facts in(ZoneId zone, ZoneSource source) {
        this.zone = zone;
        this.zoneSource = source;
        return this;
    }

    Facts ofTenantIn(ZoneId tenantZone) {
        this.tenantZone = tenantZone;
        return this;
    }

    Facts quiet(QuietHours quietHours) {
        this.quietHours = quietHours;
        return this;
    }

    Facts consent(ConsentState state) {
        this.consent = fact(state);
        return this;
    }

    Facts channel(ConsentState state) {
        this.channelConsent = fact(state);
        return this;
    }

    Facts overLimit(OverLimit overLimit) {
        this.overLimit = overLimit;
        return this;
    }

    Facts quota(QuotaAnswer quota) {
        this.quota = quota;
        return this;
    }

    Facts granted() {
        return quota(new QuotaAnswer(Verdict.GRANTED, 800, 1000L, 0, null));
    }

    Facts denied(int ahead, Instant nextFreeAt) {
        return quota(new QuotaAnswer(Verdict.DENIED, 1000, 1000L, ahead, nextFreeAt));
    }

    DispatchFacts build() {
        return new DispatchFacts(
                type,
                tenantSuspended,
                new Route(
                        sender == null ? Channel.WHATSAPP : sender.channel(),
                        sender,
                        address,
                        unreachableUntil,
                        lastInboundAt,
                        "DE"),
                new SendWindow(notBefore, expiresAt),
                new TimeZones(zone, zoneSource, tenantZone),
                quietHours,
                new Consents(consent, channelConsent),
                overLimit,
                quota,
                approvedTemplate);
    }

    DispatchDecision decidedAt(Instant now) {
        return DispatchPolicy.decide(build(), now);
    }
}
