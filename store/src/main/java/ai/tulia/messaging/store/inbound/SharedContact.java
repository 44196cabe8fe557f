package ai.tulia.messaging.store.inbound;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A contact card that a customer shared whom WhatsApp names by a user id alone.
 *
 * @param userId of who shared it
 * @param sender the tenant's, which it was sent to
 * @param mediaUrl where the provider keeps it, as the webhook said
 * @param attempt how many times it was claimed, with this one
 */
public record SharedContact(
        UUID inboundId,
        String userId,
        String portfolio,
        String sender,
        String mediaUrl,
        Instant receivedAt,
        int attempt) {
    /** How it ended. */
    public enum Outcome {
        /** The number is the customer's from then on. */
        LINKED,
        /** The customer has a number already. */
        KNOWN,
        /** Nothing in it says that it is the customer's own. */
        NOT_OWN,
        /** WhatsApp named another user id for the number. */
        CONFLICT,
        /** It must not be fetched, or is no card with exactly one number. */
        UNUSABLE,
        /** The provider did not give it. */
        GIVEN_UP;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** It leads to a person. */
    @Override
    public String toString() {
        return "SharedContact[" + inboundId + "]";
    }
}
