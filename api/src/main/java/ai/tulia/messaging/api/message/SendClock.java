package ai.tulia.messaging.api.message;

import ai.tulia.messaging.store.database.LedgerClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The time by which messages are dispatched here: the database's, for this machine's clock may be an hour off. It is asked once
 * in {@link #ASKED_EVERY}, and when this machine's clock was set meanwhile; in between, time goes on by this machine's.
 */
@Component
class SendClock {
    private static final Logger LOG = LoggerFactory.getLogger(SendClock.class);
    static final Duration ASKED_EVERY = Duration.ofSeconds(10);
    /** By how much this machine's clock may leave the time that passes here without having been set. */
    private static final Duration SET = Duration.ofSeconds(1);

    private final LedgerClock ledger;
    private final Clock clock;
    private volatile @Nullable Reading last;

    SendClock(LedgerClock ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @param theirs the database's time when it was {@code ours} here and this JVM's counter stood at {@code nanos} */
    private record Reading(Instant theirs, Instant ours, long nanos) {
        boolean isOldAt(Instant here) {
            Duration passed = passed();
            Duration set = Duration.between(ours, here).minus(passed).abs();
            return passed.compareTo(ASKED_EVERY) > 0 || set.compareTo(SET) > 0;
        }

        Instant at(Instant here) {
            return theirs.plus(Duration.between(ours, here)).truncatedTo(ChronoUnit.MILLIS);
        }

        Duration passed() {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }
    }

    /**
     * To the millisecond. While the ledger is away time goes on from what the ledger said last, for the outcome of a POST
     * under way must be kept.
     *
     * @throws DataAccessException when the ledger is away and never said anything
     */
    Instant now() {
        Instant here = clock.instant();
        Reading known = last;
        return known == null || known.isOldAt(here) ? ask() : known.at(here);
    }

    private synchronized Instant ask() {
        Instant here = clock.instant();
        Reading known = last;
        if (known == null || known.isOldAt(here)) {
            known = read(here, known);
            last = known;
        }
        return known.at(clock.instant());
    }

    private Reading read(Instant asked, @Nullable Reading known) {
        try {
            Instant theirs = ledger.now();
            Instant answered = clock.instant();
            Instant halfWay = asked.plus(Duration.between(asked, answered).dividedBy(2));
            return new Reading(theirs, halfWay, System.nanoTime());
        } catch (DataAccessException e) {
            if (known == null) {
                throw e;
            }
            LOG.warn("the ledger's time was not read: {}", e.getClass().getSimpleName());
            return new Reading(known.theirs().plus(known.passed()), clock.instant(), System.nanoTime());
        }
    }
}
