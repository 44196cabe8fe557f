package ai.tulia.messaging.store.inbound;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.consent.Keyword;
import ai.tulia.messaging.domain.customer.PhoneNumber;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.sender.Sender;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import ai.tulia.messaging.store.customer.CustomersByAddress;
import ai.tulia.messaging.store.customer.CustomersByAddress.Found;
import ai.tulia.messaging.store.customer.InboundAddress;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.erasure.ProviderCopies;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.tenant.TenantSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stores what a customer wrote, and does what a keyword asks for, within the open tenant transaction. */
@Component
public class InboundIntake {
    private static final Logger LOG = LoggerFactory.getLogger(InboundIntake.class);

    private final TenantQueries tenants;
    private final CustomersByAddress customers;
    private final InboundMessageRepository messages;
    private final WriterFollowUp followUp;
    private final SharedContactRepository contacts;
    private final KeywordSettingsRepository keywords;
    private final OptOutReviewRepository reviews;
    private final ConsentLedger consents;
    private final ProviderCopies erased;
    private final Clock clock;

    InboundIntake(
            TenantQueries tenants,
            CustomersByAddress customers,
            InboundMessageRepository messages,
            WriterFollowUp followUp,
            SharedContactRepository contacts,
            KeywordSettingsRepository keywords,
            OptOutReviewRepository reviews,
            ConsentLedger consents,
            ProviderCopies erased,
            Clock clock) {
        this.tenants = tenants;
        this.customers = customers;
        this.messages = messages;
        this.followUp = followUp;
        this.contacts = contacts;
        this.keywords = keywords;
        this.reviews = reviews;
        this.consents = consents;
        this.erased = erased;
        this.clock = clock;
    }

    /**
     * @param effect what an opt-out meant for accepted messages; nothing for a message that is known already
     * @param reply what is to be answered; null = nothing. The same for a message that comes again: the provider asks
     *     again when it did not hear our answer
     */
    public record Taken(WithdrawalEffect effect, @Nullable String reply) {}

    /** @param answerable whether what is to be answered reaches the customer: not of a message that was asked for later */
    public Taken take(UUID tenant, ReceivedMessage received, boolean answerable) {
        Instant now = clock.instant();
        if (erased.contains(tenant, received.sid())) {
            return new Taken(WithdrawalEffect.NONE, null);
        }
        Channel channel = Channel.ofSender(received.from());
        TenantSettings settings = tenants.settings(tenant);
        Sender sender = settings.senders().at(received.to()).orElse(null);
        InboundAddress address = address(received, channel, sender);
        Found found = customers.findOrAdd(tenant, address, now).orElse(null);
        KeywordSettings own = keywords.find(tenant).settings();
        Keyword keyword = own.keywords().match(received.text()).orElse(null);
        boolean answers = answerable && sender != null && sender.keywordReplies();
        var message = new InboundMessage(
                Ids.next(),
                found == null ? null : found.customerId(),
                channel,
                received,
                keyword,
                answers && keyword != null && means(keyword, tenant, found, channel)
                        ? own.reply(keyword, settings.name())
                        : null,
                false);
        if (!messages.store(tenant, message)) {
            return new Taken(WithdrawalEffect.NONE, messages.replyTo(tenant, received.sid()));
        }
        if (found == null) {
            LOG.warn("inbound message {} of tenant {} named no address of its sender", message.id(), tenant);
            return new Taken(WithdrawalEffect.NONE, null);
        }
        contacts.note(tenant, message, address);
        if (own.keywords().mentionsStop(received.text())) {
            reviews.add(tenant, message.id());
        }
        WithdrawalEffect effect = followUp.run(tenant, found, channel, received.to(), received.receivedAt(), now)
                .and(follow(tenant, found.customerId(), message, now));
        return new Taken(effect, message.reply());
    }

    /** Whether the word is meant as one: a yes to something else stops nothing and starts nothing. */
    private boolean means(Keyword keyword, UUID tenant, @Nullable Found found, Channel channel) {
        return found != null && (keyword != Keyword.START || isStoppedByKeyword(tenant, found.customerId(), channel));
    }

    private WithdrawalEffect follow(UUID tenant, UUID customer, InboundMessage message, Instant now) {
        if (message.keyword() != null
                && messages.saidKeywordAfter(
                        tenant, customer, message.channel(), message.received().receivedAt())) {
            return WithdrawalEffect.NONE;
        }
        return switch (message.keyword()) {
            case STOP -> record(tenant, customer, message, ConsentState.WITHDRAWN, now);
            case START ->
                isStoppedByKeyword(tenant, customer, message.channel())
                        ? record(tenant, customer, message, ConsentState.GRANTED, now)
                        : WithdrawalEffect.NONE;
            case HELP -> WithdrawalEffect.NONE;
            case null -> WithdrawalEffect.NONE;
        };
    }

    private boolean isStoppedByKeyword(UUID tenant, UUID customer, Channel channel) {
        return consents.current(tenant, customer).stream()
                .filter(consent -> consent.channel() == channel && consent.type() == ConsentType.ALL)
                .anyMatch(consent ->
                        consent.state() == ConsentState.WITHDRAWN && WriterFollowUp.KEYWORD.equals(consent.source()));
    }

    private WithdrawalEffect record(
            UUID tenant, UUID customer, InboundMessage message, ConsentState state, Instant now) {
        return consents.record(
                tenant,
                customer,
                message.channel(),
                ConsentType.ALL,
                state,
                WriterFollowUp.KEYWORD,
                message.received().sid(),
                now);
    }

    private static InboundAddress address(ReceivedMessage received, Channel channel, @Nullable Sender sender) {
        boolean whatsApp = channel == Channel.WHATSAPP;
        String from = whatsApp ? received.from().substring("whatsapp:".length()) : received.from();
        String id = received.whatsAppId();
        Optional<String> number =
                number(from).or(() -> Optional.ofNullable(id).flatMap(digits -> number("+" + digits)));
        return new InboundAddress(
                number.orElse(null),
                received.userId() == null && whatsApp && isUserId(from, received) ? from : received.userId(),
                received.parentUserId(),
                sender == null ? "" : Objects.requireNonNullElse(sender.portfolio(), ""));
    }

    /** Whether who writes is named by a user id, not by a number or by the parent alone. */
    private static boolean isUserId(String from, ReceivedMessage received) {
        return !from.isEmpty()
                && !from.equals(received.parentUserId())
                && number(from).isEmpty();
    }

    private static Optional<String> number(String text) {
        try {
            return Optional.of(new PhoneNumber(text).e164());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
