package ai.tulia.messaging.domain.delivery;

import ai.tulia.messaging.domain.message.MessageRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the messages that the provider lists came of which attempt: the same recipient, the same text as far as we know
 * it, made while the attempt's POST can have been under way. Only what fits one to one, and left by the attempt's sender,
 * is taken for found.
 */
public final class AttemptMatcher {
    /** The provider's clock may differ from ours, and it counts in whole seconds. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    private AttemptMatcher() {}

    /** What the provider shows of an attempt. */
    public sealed interface Match {
        record Found(ListedMessage message) implements Match {}

        /**
         * More than one message, or one that fits another attempt as well, or none but those of other senders: tenants may
         * share an account, and the senders may have been changed since.
         */
        record Ambiguous() implements Match {}

        record NoTrace() implements Match {}
    }

    /** The earliest instant at which the provider can have made the attempt's message. */
    public static Instant earliest(UnknownAttempt attempt) {
        return attempt.startedAt().minus(CLOCKS_DIFFER);
    }

    /** @param listed those that are no known message of ours */
    public static Map<MessageRef, Match> match(Collection<UnknownAttempt> attempts, Collection<ListedMessage> listed) {
        Map<MessageRef, List<ListedMessage>> candidates = new HashMap<>();
        Map<String, Integer> claims = new HashMap<>();
        for (UnknownAttempt attempt : attempts) {
            List<ListedMessage> fitting =
                    listed.stream().filter(message -> fits(attempt, message)).toList();
            candidates.put(attempt.ref(), fitting);
            bySender(attempt, fitting).forEach(message -> claims.merge(message.sid(), 1, Integer::sum));
        }
        Map<MessageRef, Match> matches = new HashMap<>();
        attempts.forEach(attempt ->
                matches.put(attempt.ref(), match(attempt, candidates.getOrDefault(attempt.ref(), List.of()), claims)));
        return matches;
    }

    private static Match match(UnknownAttempt attempt, List<ListedMessage> fitting, Map<String, Integer> claims) {
        if (fitting.isEmpty()) {
            return new Match.NoTrace();
        }
        List<ListedMessage> its = bySender(attempt, fitting);
        return its.size() == 1 && claims.getOrDefault(its.getFirst().sid(), 0) == 1
                ? new Match.Found(its.getFirst())
                : new Match.Ambiguous();
    }

    private static List<ListedMessage> bySender(UnknownAttempt attempt, List<ListedMessage> fitting) {
        String from = attempt.from();
        return from == null
                ? fitting
                : fitting.stream()
                        .filter(message -> from.equals(message.from()))
                        .toList();
    }

    private static boolean fits(UnknownAttempt attempt, ListedMessage message) {
        Instant latest = attempt.startedAt()
                .plus(AttemptLimits.START_WITHIN)
                .plus(AttemptLimits.POST_TIMEOUT)
                .plus(CLOCKS_DIFFER);
        return attempt.to().equals(message.to())
                && (attempt.body() == null || attempt.body().equals(message.body()))
                && !message.createdAt().isBefore(earliest(attempt))
                && !message.createdAt().isAfter(latest);
    }
}
