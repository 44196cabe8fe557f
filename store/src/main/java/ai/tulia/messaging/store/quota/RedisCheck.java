package ai.tulia.messaging.store.quota;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Asks whether Redis answers, as the counters ask it: within their time, and not at all while their breaker is open. */
@Component
public class RedisCheck {
    private static final UUID NOBODY = new UUID(0, 0);

    private final QuotaRedis redis;

    RedisCheck(QuotaRedis redis) {
        this.redis = redis;
    }

    public boolean answers() {
        try {
            redis.run(QuotaScript.ASK, NOBODY, List.of("look", "", "", "0"));
            return true;
        } catch (QuotaUnavailableException e) {
            return false;
        }
    }
}
