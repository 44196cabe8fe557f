package ai.tulia.messaging.api.security;

import ai.tulia.messaging.store.apikey.KeyActivity;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Writes down once a minute which keys were used and refused: no request waits for that. */
@Component
class KeyActivityJob {
    private static final Logger log = LoggerFactory.getLogger(KeyActivityJob.class);

    private final KeyActivity activity;
    private final Clock clock;

    KeyActivityJob(KeyActivity activity, Clock clock) {
        this.activity = activity;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void run() {
        try {
            activity.write(clock.instant());
        } catch (DataAccessException | TransactionException e) {
            log.warn("the use of keys was not written: {}", e.getClass().getName());
        }
    }
}
