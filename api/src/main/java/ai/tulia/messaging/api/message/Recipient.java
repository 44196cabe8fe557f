package ai.tulia.messaging.api.message;

import java.util.UUID;

/** Whom a message is to, as its caller says it. */
sealed interface Recipient {
    record ById(UUID customerId) implements Recipient {}

    /** @param phoneNumber E.164; who has it may be no customer yet */
    record ByNumber(String phoneNumber) implements Recipient {
        /** It is a person's. */
        @Override
        public String toString() {
            return "ByNumber";
        }
    }
}
