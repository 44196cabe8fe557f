package ai.tulia.messaging.worker.contact;

import ai.tulia.messaging.domain.customer.PhoneNumber;
import ezvcard.Ezvcard;
import ezvcard.VCard;
import ezvcard.property.RawProperty;
import ezvcard.property.Telephone;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a vCard says of one person.
 *
 * @param number in E.164, the only one
 * @param whatsAppIds what WhatsApp calls the person: {@code waid} of the number, and properties of its own (X-WA-…)
 */
record ContactCard(String number, Set<String> whatsAppIds) {
    private static final String WHATSAPP_ID = "waid";
    private static final String OF_WHATSAPP = "X-WA-";

    /** @return empty when it is no card of one person with exactly one number */
    static Optional<ContactCard> read(String text) {
        List<VCard> cards = Ezvcard.parse(text).all();
        if (cards.size() != 1) {
            return Optional.empty();
        }
        List<Telephone> telephones = cards.getFirst().getTelephoneNumbers();
        Set<Optional<String>> numbers =
                telephones.stream().map(ContactCard::number).collect(Collectors.toCollection(HashSet::new));
        return numbers.size() != 1
                ? Optional.empty()
                : numbers.iterator().next().map(number -> new ContactCard(number, ids(cards.getFirst())));
    }

    /**
     * Whether it is of who has this user id. WhatsApp tells it to the business alone, so that a card which names it was made
     * by WhatsApp. Digits prove nothing: whoever has a number in the address book can share it.
     */
    boolean isOf(String userId) {
        return whatsAppIds.contains(userId);
    }

    private static Set<String> ids(VCard card) {
        return Stream.concat(
                        card.getTelephoneNumbers().stream().flatMap(each -> each.getParameters(WHATSAPP_ID).stream()),
                        card.getExtendedProperties().stream()
                                .filter(each -> each.getPropertyName()
                                        .toUpperCase(Locale.ROOT)
                                        .startsWith(OF_WHATSAPP))
                                .map(RawProperty::getValue))
                .collect(Collectors.toSet());
    }

    private static Optional<String> number(Telephone telephone) {
        @Nullable
        String text = telephone.getUri() == null
                ? telephone.getText()
                : telephone.getUri().getNumber();
        String dialed = text == null ? "" : text.replaceAll("[^+0-9]", "");
        try {
            return Optional.of(new PhoneNumber(dialed).e164());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** It is a person's. */
    @Override
    public String toString() {
        return "ContactCard";
    }
}
