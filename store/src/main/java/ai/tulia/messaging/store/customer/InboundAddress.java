package ai.tulia.messaging.store.customer;

import org.jspecify.annotations.Nullable;

/**
 * Who a message of a customer is from. WhatsApp's user ids are taken as they come, whatever their form.
 *
 * @param phoneNumber E.164; null = the provider names none
 * @param userId WhatsApp's, known to one portfolio; null = none
 * @param parentUserId WhatsApp's id of the same person over several portfolios; null = none
 * @param portfolio of the sender that was written to; empty = none is named
 */
public record InboundAddress(
        @Nullable String phoneNumber,
        @Nullable String userId,
        @Nullable String parentUserId,
        String portfolio) {
    /** It is a person's. */
    @Override
    public String toString() {
        return "InboundAddress";
    }
}
