package ai.tulia.messaging.api.webhook;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.consent.Keyword;
import ai.tulia.messaging.domain.customer.PhoneNumber;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.store.consent.Consent;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.consent.WithdrawalEffect;
import ai.tulia.messaging.store.customer.CustomersByNumber;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.inbound.InboundMessage;
import ai.tulia.messaging.store.inbound.InboundMessageRepository;
import ai.tulia.messaging.store.inbound.OptOutReviewRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stores what a customer wrote, and does what a keyword asks for, within the open tenant transaction. */
@Component
class InboundIntake {
    private static final Logger LOG = LoggerFactory.getLogger(InboundIntake.class);
    /** What is said by a keyword. A START takes back what a STOP said, and nothing that was said otherwise. */
    private static final String SOURCE = "keyword";

    private static final int MAX_MEDIA = 10;

    private final CustomersByNumber customers;
    private final InboundMessageRepository messages;
    private final OptOutReviewRepository reviews;
    private final ConsentLedger consents;
    private final Clock clock;

    InboundIntake(
            CustomersByNumber customers,
            InboundMessageRepository messages,
            OptOutReviewRepository reviews,
            ConsentLedger consents,
            Clock clock) {
        this.customers = customers;
        this.messages = messages;
        this.reviews = reviews;
        this.consents = consents;
        this.clock = clock;
    }

    /** @return what an opt-out meant for accepted messages; nothing for a message that is known already */
    WithdrawalEffect take(UUID tenant, ProviderForm form) {
        Instant now = clock.instant();
        String sender = form.required("From");
        String text = Objects.requireNonNullElse(form.value("Body"), "");
        Channel channel = Channel.ofSender(sender);
        UUID customer = number(sender, channel)
                .map(number -> customers.findOrAdd(tenant, number, now))
                .orElse(null);
        var message = new InboundMessage(
                Ids.next(),
                form.required("MessageSid"),
                customer,
                channel,
                sender,
                text,
                media(form),
                Keyword.of(text).orElse(null),
                now);
        if (!messages.store(tenant, message)) {
            return WithdrawalEffect.NONE;
        }
        if (customer == null) {
            LOG.warn("inbound message {} of tenant {} has no telephone number as its sender", message.id(), tenant);
            return WithdrawalEffect.NONE;
        }
        if (Keyword.mentionsStop(text)) {
            reviews.add(tenant, message.id());
        }
        return follow(tenant, customer, message);
    }

    private WithdrawalEffect follow(UUID tenant, UUID customer, InboundMessage message) {
        return switch (message.keyword()) {
            case STOP -> record(tenant, customer, message, ConsentState.WITHDRAWN);
            case START ->
                isStoppedByKeyword(tenant, customer, message.channel())
                        ? record(tenant, customer, message, ConsentState.GRANTED)
                        : WithdrawalEffect.NONE;
            case HELP -> WithdrawalEffect.NONE;
            case null -> WithdrawalEffect.NONE;
        };
    }

    private boolean isStoppedByKeyword(UUID tenant, UUID customer, Channel channel) {
        return consents.current(tenant, customer).stream()
                .filter(consent -> consent.channel() == channel && consent.type() == ConsentType.ALL)
                .anyMatch(InboundIntake::isStop);
    }

    private static boolean isStop(Consent consent) {
        return consent.state() == ConsentState.WITHDRAWN && SOURCE.equals(consent.source());
    }

    private WithdrawalEffect record(UUID tenant, UUID customer, InboundMessage message, ConsentState state) {
        return consents.record(
                tenant,
                customer,
                message.channel(),
                ConsentType.ALL,
                state,
                SOURCE,
                message.sid(),
                message.receivedAt());
    }

    /** Empty for an address that is no telephone number: it is stored all the same. */
    private static Optional<String> number(String sender, Channel channel) {
        String address = channel == Channel.WHATSAPP ? sender.substring("whatsapp:".length()) : sender;
        try {
            return Optional.of(new PhoneNumber(address).e164());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<InboundMessage.Media> media(ProviderForm form) {
        List<InboundMessage.Media> media = new ArrayList<>();
        for (int i = 0; i < MAX_MEDIA; i++) {
            @Nullable String url = form.value("MediaUrl" + i);
            if (url != null) {
                media.add(new InboundMessage.Media(url, form.value("MediaContentType" + i)));
            }
        }
        return media;
    }
}
