package ai.tulia.messaging.api.security;

import ai.tulia.messaging.domain.requestlimit.TokenBucket;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How many wrong keys an address may still give this process, {@code tulia.failed-authentications-per-minute} at once: a token
 * bucket each. Of more addresses than it can keep it forgets those that failed the longest ago.
 */
@Component
class FailedAuthentications {
    static final int MAX_ADDRESSES = 50_000;

    private final int perMinute;
    private final Clock clock;
    private final LinkedHashMap<String, TokenBucket> buckets = new LinkedHashMap<>();

    FailedAuthentications(@Value("${tulia.failed-authentications-per-minute:30}") int perMinute, Clock clock) {
        if (perMinute < 1) {
            throw new IllegalStateException("TULIA_FAILED_AUTHENTICATIONS_PER_MINUTE is below 1");
        }
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** How long the address has to wait before another key of it is looked up; zero = not at all. */
    synchronized Duration pause(String address) {
        TokenBucket bucket = buckets.get(address);
        if (bucket == null) {
            return Duration.ZERO;
        }
        return Duration.ofMillis((long) Math.ceil(bucket.untilOne(perMinute, clock.millis())));
    }

    synchronized void count(String address) {
        TokenBucket known = buckets.remove(address);
        TokenBucket bucket = known == null ? new TokenBucket() : known;
        bucket.take(perMinute, clock.millis());
        buckets.putLast(address, bucket);
        if (buckets.size() > MAX_ADDRESSES) {
            buckets.pollFirstEntry();
        }
    }
}
