package ai.tulia.messaging.api.message;

import ai.tulia.messaging.store.database.LedgerClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The time by which messages are dispatched here: the database's, for this machine's clock may be an hour off. It is asked
 * once in {@link #ASKED_EVERY}; in between, time goes on by this machine's clock.
 */
@Component
class SendClock {
    private static final Duration ASKED_EVERY = Duration.ofSeconds(10);

    private final LedgerClock ledger;
    private final Clock clock;
    private volatile @Nullable Offset offset;

    SendClock(LedgerClock ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @param readAt by this JVM's own clock */
    private record Offset(Duration ahead, long readAt) {
        boolean isOld() {
            return System.nanoTime() - readAt > ASKED_EVERY.toNanos();
        }
    }

    /** @throws org.springframework.dao.DataAccessException when the ledger is away and was not asked for that long */
    Instant now() {
        Offset known = offset;
        if (known == null || known.isOld()) {
            Instant asked = clock.instant();
            Instant theirs = ledger.now();
            Duration halfWay = Duration.between(asked, clock.instant()).dividedBy(2);
            known = new Offset(Duration.between(asked.plus(halfWay), theirs), System.nanoTime());
            offset = known;
        }
        return clock.instant().plus(known.ahead()).truncatedTo(ChronoUnit.MILLIS);
    }
}
