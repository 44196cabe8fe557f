package ai.tulia.messaging.store.quota;

import ai.tulia.messaging.domain.broadcast.BroadcastRateLimit;
import ai.tulia.messaging.domain.message.MessageType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * How many messages a second leave through one sender, over all workers and tenants that share it. Whoever is to post
 * takes permits first and waits for the first of them; single messages take theirs without waiting for it, so what is
 * urgent goes first and the broadcasts make room. Only where single messages alone are too far ahead of the rate limit do they
 * wait, and ask again one after the other. While Redis is away each process keeps the rate limit by itself.
 *
 * <p>Among broadcasts the message type's priority decides how far ahead permits may be taken: each priority by the time of
 * one batch more than the next lower one, the last not at all. So what lower ones took ahead never refuses a higher one
 * its permits; and as long as the permits of a higher one are taken ahead, the lower ones get none.
 */
@Component
public class RateLimiter {
    /** How far ahead a broadcast may take its own permits, for its batches side by side: as many as are under way at once. */
    private static final Duration OWN_AHEAD = Duration.ofSeconds(1);

    /**
     * How far ahead of its rate limit a sender's single messages may be, for each priority: so far more than the next lower one
     * that what is urgent does not wait behind what is not. The provider has a queue of its own.
     */
    private static final Duration SINGLES_AHEAD = Duration.ofMillis(2_500);

    /** By how much further one that has waited may be: those that wait ask as fast as the rate limit is, and not later. */
    private static final Duration WAITED = Duration.ofSeconds(1);

    private static final Duration MIN_WAIT = Duration.ofSeconds(1);
    /** For as long at most do they ask one after the other; what is behind them asks within twice the time. */
    private static final Duration MAX_LINE = Duration.ofSeconds(30);

    private static final long UNLIMITED_MILLIS = Long.MAX_VALUE / 2;

    private final QuotaRedis redis;
    /** How far ahead a sender's single messages were when the last of this process was counted. */
    private final Map<String, Ahead> singlesAhead = new ConcurrentHashMap<>();

    private final Map<String, Double> nextFreeHere = new ConcurrentHashMap<>();

    RateLimiter(QuotaRedis redis) {
        this.redis = redis;
    }

    /**
     * @param taken whether the permits are the caller's
     * @param pause until the first of them; where not taken, until it is worth asking again
     */
    public record Permits(boolean taken, Duration pause) {}

    /**
     * @param messages a batch at most, see {@link BroadcastRateLimit#batch}
     * @param perSecond messages a second, above zero
     */
    public Permits takeOfSender(String sender, int messages, int perSecond, MessageType type) {
        Duration ahead = new BroadcastRateLimit(perSecond).batchTime().multipliedBy(type.prioritiesBelow());
        return take(senderKey(sender), messages, perSecond, ahead);
    }

    /** The same below the broadcast's own limit. */
    public Permits takeOfBroadcast(UUID broadcastId, int messages, int perSecond) {
        return take(broadcastKey(broadcastId), messages, perSecond, OWN_AHEAD);
    }

    /** @param readAt by this JVM's own clock */
    private record Ahead(long millis, long readAt) {
        static Ahead of(long millis) {
            return new Ahead(millis, System.nanoTime());
        }

        Duration left() {
            return Duration.ofMillis(millis).minusNanos(System.nanoTime() - readAt);
        }
    }

    /**
     * When a single message asks again, since the sender's other single messages are too far ahead of its rate limit: as far as
     * this process knows, which learns of it with each one that it counts, and waits for no answer. Those that wait have no
     * permit yet; they ask again one after the other, as fast as the rate limit is.
     *
     * @param perSecond messages a second, above zero
     * @param waited whether it asks again
     * @return empty when it may go
     */
    public Optional<Instant> singleDeferredUntil(
            String sender, int perSecond, MessageType type, boolean waited, Instant now) {
        Ahead ahead = singlesAhead.get(singlesKey(sender));
        if (ahead == null) {
            return Optional.empty();
        }
        Duration may = SINGLES_AHEAD.multipliedBy(1 + type.prioritiesBelow());
        Duration tooFar = ahead.left().minus(waited ? may.plus(WAITED) : may);
        if (!tooFar.isPositive()) {
            return Optional.empty();
        }
        Permits place = takeHere(lineKey(sender, type), 1, perSecond, MAX_LINE);
        Duration line = place.taken()
                ? place.pause()
                : MAX_LINE.plusMillis(ThreadLocalRandom.current().nextLong(MAX_LINE.toMillis()));
        Duration wait = tooFar.plus(line);
        return Optional.of(now.plus(wait.compareTo(MIN_WAIT) < 0 ? MIN_WAIT : wait));
    }

    /** Takes the permit of a single message, which waits neither for it nor for Redis. */
    public void countSingle(String sender, int perSecond) {
        String singles = singlesKey(sender);
        List<String> one = List.of("1", Integer.toString(perSecond), Long.toString(UNLIMITED_MILLIS));
        redis.sendWithoutWaiting(QuotaScript.RATE_LIMIT, List.of(senderKey(sender)), one, answer -> {});
        boolean sent = redis.sendWithoutWaiting(
                QuotaScript.RATE_LIMIT,
                List.of(singles),
                one,
                answer -> singlesAhead.put(singles, Ahead.of(answer.get(1))));
        if (!sent) {
            var here = takeHere(singles, 1, perSecond, Duration.ofMillis(UNLIMITED_MILLIS));
            singlesAhead.put(singles, Ahead.of(here.pause().toMillis()));
        }
    }

    /** Permits that were taken and not used. */
    public void giveBackToSender(String sender, int messages, int perSecond) {
        take(senderKey(sender), -messages, perSecond, Duration.ZERO);
    }

    public void giveBackToBroadcast(UUID broadcastId, int messages, int perSecond) {
        take(broadcastKey(broadcastId), -messages, perSecond, Duration.ZERO);
    }

    private Permits take(String key, int messages, int perSecond, Duration ahead) {
        if (messages == 0) {
            return new Permits(true, Duration.ZERO);
        }
        try {
            List<Long> answer = redis.run(
                    QuotaScript.RATE_LIMIT,
                    List.<Object>of(key),
                    List.of(Integer.toString(messages), Integer.toString(perSecond), Long.toString(ahead.toMillis())));
            return new Permits(answer.get(0) == 1, Duration.ofMillis(answer.get(1)));
        } catch (QuotaUnavailableException e) {
            return takeHere(key, messages, perSecond, ahead);
        }
    }

    private Permits takeHere(String key, int messages, int perSecond, Duration ahead) {
        double now = System.nanoTime() / 1e6;
        var permits = new Permits[1];
        nextFreeHere.compute(key, (k, before) -> {
            double next = before == null ? now : Math.max(before, now);
            double wait = next - now;
            if (messages > 0 && wait > ahead.toMillis()) {
                permits[0] = new Permits(false, Duration.ofMillis((long) Math.ceil(wait - ahead.toMillis())));
                return next;
            }
            permits[0] = new Permits(true, Duration.ofMillis((long) Math.ceil(wait)));
            return Math.max(next + messages * 1000.0 / perSecond, now);
        });
        return permits[0];
    }

    /** No number ever stands in a key. It begins as it did before, for processes of both versions to count together. */
    private static String senderKey(String sender) {
        return "pace:s:" + UUID.nameUUIDFromBytes(sender.getBytes(StandardCharsets.UTF_8));
    }

    private static String singlesKey(String sender) {
        return "pace:1:" + UUID.nameUUIDFromBytes(sender.getBytes(StandardCharsets.UTF_8));
    }

    private static String lineKey(String sender, MessageType type) {
        return singlesKey(sender) + ":" + type.code();
    }

    private static String broadcastKey(UUID broadcastId) {
        return "pace:b:" + broadcastId;
    }
}
