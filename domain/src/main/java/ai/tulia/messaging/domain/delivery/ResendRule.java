package ai.tulia.messaging.domain.delivery;

import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.twilio.FailureCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message may have a new attempt because its tenant asks for one: only what failed, and provably did not go out, or
 * provably was not delivered for a reason that may pass or be fixed.
 */
public final class ResendRule {
    private ResendRule() {}

    /** Why it has no new attempt. */
    public enum Refusal {
        /** It waits, or is leaving. */
        PENDING("it is on its way", "wait for what becomes of it"),
        /** Nobody knows yet whether it went out. */
        UNKNOWN("it may have been sent: a new attempt could reach the customer twice", "wait for what becomes of it"),
        /** The provider never said what became of it. */
        UNRESOLVED(
                "it may have been sent: a new attempt could reach the customer twice",
                "look for it in the Twilio Console, and send a new message if it did not go out"),
        SENT("the provider has taken it", "send a new message if another one is wanted"),
        /** Our own rules stopped it. */
        REFUSED("our own rules refused it", "send a new message once they would let it go"),
        VALIDITY_ENDED("its validity has ended", "send a new message if it is still wanted"),
        CANCELED("it was canceled", "send a new message if it is wanted after all"),
        /** The provider took it and did not deliver it, and would not the next time. */
        FINAL("the provider did not deliver it, for a reason that stays", "see failure"),
        CUSTOMER_ERASED(
                "its customer is erased, or to be", "send a new message to the customer who has the number now"),
        TEXT_REMOVED("its text has left, past the tenant's retention", "send a new message"),
        BROADCAST_CANCELED("its broadcast or batch was canceled", "send a new message if it is wanted after all");

        private final String words;
        private final String hint;

        Refusal(String words, String hint) {
            this.words = words;
            this.hint = hint;
        }

        /** For its tenant. */
        public String words() {
            return words;
        }

        /** What to do instead. */
        public String hint() {
            return hint;
        }
    }

    /**
     * By what is known of its last attempt.
     *
     * @param failureCode why it failed, as the ledger names it; null = it did not
     * @param taken whether the provider has taken the attempt, and gave it an id
     * @return empty = it may have a new attempt
     */
    public static Optional<Refusal> of(MessageState state, @Nullable String failureCode, boolean taken) {
        return switch (state) {
            case ACCEPTED, WAITING, SENDING -> Optional.of(Refusal.PENDING);
            case UNKNOWN -> Optional.of(Refusal.UNKNOWN);
            case SENT, DELIVERED, READ -> Optional.of(Refusal.SENT);
            case REFUSED -> Optional.of(Refusal.REFUSED);
            case EXPIRED -> Optional.of(Refusal.VALIDITY_ENDED);
            case CANCELED -> Optional.of(Refusal.CANCELED);
            case FAILED, UNDELIVERED -> ofFailure(failureCode == null ? "" : failureCode, taken);
        };
    }

    private static Optional<Refusal> ofFailure(String code, boolean taken) {
        Optional<ErrorClass> reaction = FailureCode.error(code).map(ProviderError::reaction);
        if (code.equals(FailureCode.UNKNOWN_OUTCOME)
                || reaction.filter(ErrorClass.AMBIGUOUS::equals).isPresent()) {
            return Optional.of(Refusal.UNRESOLVED);
        }
        boolean reported = taken && FailureCode.isProviders(code);
        return reported && reaction.filter(ErrorClass::isWorthAnotherAttempt).isEmpty()
                ? Optional.of(Refusal.FINAL)
                : Optional.empty();
    }
}
