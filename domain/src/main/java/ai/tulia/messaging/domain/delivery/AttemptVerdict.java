package ai.tulia.messaging.domain.delivery;

import ai.tulia.messaging.domain.twilio.FailureCode;
import ai.tulia.messaging.domain.twilio.TwilioErrors;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the provider's answer makes of one attempt, of a single message and of one of a broadcast alike. */
public sealed interface AttemptVerdict {
    record Sent(String sid) implements AttemptVerdict {}

    /** It may have been accepted. */
    record Unknown(String cause) implements AttemptVerdict {}

    /** Provably not processed, and safe to try again from then on. */
    record Later(String code, Instant until) implements AttemptVerdict {}

    /** Refused for good. */
    record Failed(String code, ProviderError error) implements AttemptVerdict {
        /** What happened and what to fix, for a tenant. */
        public String advice() {
            return error.meaning() + " " + error.advice();
        }
    }

    /**
     * By how much {@code at} may be early: a worker's clock lacks the way from Temporal's server to it. A pause for which
     * the provider asks is so much longer.
     */
    Duration CLOCK_LAG = Duration.ofSeconds(1);

    /**
     * @param attempt counted from 1
     * @param seed what tells this message from the others, such as half of its id
     * @param at when the answer came
     */
    static AttemptVerdict of(ProviderAnswer answer, int attempt, long seed, Instant at) {
        return switch (answer) {
            case ProviderAnswer.Created created -> new Sent(created.sid());
            case ProviderAnswer.Ambiguous ambiguous -> new Unknown(ambiguous.cause());
            case ProviderAnswer.NotSent not -> later(not.cause(), attempt, null, seed, at);
            // The provider knows nothing of it, so it is not asked less and less often.
            case ProviderAnswer.NotStarted not -> later(not.cause(), 1, null, seed, at);
            case ProviderAnswer.Refused refused -> refused(refused, attempt, seed, at);
        };
    }

    private static AttemptVerdict refused(ProviderAnswer.Refused refused, int attempt, long seed, Instant at) {
        ProviderError error = TwilioErrors.onPost(refused.httpStatus(), refused.code());
        String code = FailureCode.of(refused);
        return switch (error.reaction()) {
            case RETRY -> later(code, attempt, asked(refused), seed, at);
            case WAIT ->
                attempt > TwilioErrors.resends(error)
                        ? new Failed(code, error)
                        : later(code, attempt, longer(error.retryAfter(), asked(refused)), seed, at);
            case AMBIGUOUS -> new Unknown(code);
            case PERMANENT, OPT_OUT, NEEDS_TEMPLATE, TENANT_CONFIGURATION -> new Failed(code, error);
        };
    }

    private static @Nullable Duration asked(ProviderAnswer.Refused refused) {
        Duration asked = refused.retryAfter();
        return asked == null ? null : asked.plus(CLOCK_LAG);
    }

    private static Later later(String code, int attempt, @Nullable Duration atLeast, long seed, Instant at) {
        return new Later(code, at.plus(RetryBackoff.after(attempt, atLeast, seed)));
    }

    private static Duration longer(Duration one, @Nullable Duration other) {
        return other != null && other.compareTo(one) > 0 ? other : one;
    }
}
