package ai.tulia.messaging.store.quota;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the counters are.
 *
 * @param url {@code redis://} or {@code rediss://}, user and password inside when it has them
 * @param connections of this process, at the most; no fewer than callers at once, or they wait for each other
 * @param timeout for connecting and for the handshake; short ones fail it on a busy machine
 * @param answerWithin how long a reservation waits before the counters count as away; the caller then answers within
 *     200 ms by the policy of the message's type
 */
@ConfigurationProperties("tulia.redis")
public record RedisProperties(
        @DefaultValue("redis://127.0.0.1:6379") String url,
        @DefaultValue("32") int connections,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("150ms") Duration answerWithin) {}
