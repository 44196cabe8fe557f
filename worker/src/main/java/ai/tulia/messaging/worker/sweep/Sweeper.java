package ai.tulia.messaging.worker.sweep;

import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.sweep.OpenMessage;
import ai.tulia.messaging.store.sweep.OpenMessageQueries;
import ai.tulia.messaging.store.sweep.SweepClaims;
import ai.tulia.messaging.store.sweep.SweepRounds;
import ai.tulia.messaging.store.sweep.SweepRounds.Position;
import ai.tulia.messaging.store.sweep.SweepRounds.Round;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes sure that every open ledger row that waits has its workflow, and that every lost attempt is settled: after a crash between commit and start, after Temporal lost
 * everything, after an operator terminated one. It looks at what is overdue first and then goes round all open rows. The
 * workers share both: a row is claimed, and a page of the round is one worker's.
 */
@Component
class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    /** Longer than an API call takes from commit to start, far below the promised 60 s. */
    private static final Duration UNTOUCHED = Duration.ofSeconds(15);
    /** A claim that ended so long ago was not needed again. */
    private static final Duration CLAIM_KEPT = Duration.ofMinutes(10);

    private static final int PAGE = 200;

    private final OpenMessageQueries open;
    private final SweepClaims claims;
    private final SweepRounds rounds;
    private final WorkflowCheck check;
    private final SweepThreads threads;
    private final LedgerClock clock;
    private final AtomicLong oldestSeconds = new AtomicLong();

    Sweeper(
            OpenMessageQueries open,
            SweepClaims claims,
            SweepRounds rounds,
            WorkflowCheck check,
            SweepThreads threads,
            LedgerClock clock,
            MeterRegistry meters) {
        this.open = open;
        this.claims = claims;
        this.rounds = rounds;
        this.check = check;
        this.threads = threads;
        this.clock = clock;
        TimeGauge.builder("tulia.sweep.oldest", oldestSeconds, TimeUnit.SECONDS, AtomicLong::doubleValue)
                .description("for how long the message that is overdue the longest should have been looked at")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${tulia.sweep-interval:10s}", initialDelayString = "${tulia.sweep-delay:1s}")
    void sweep() {
        threads.start("messages", () -> {
            int recovered = sweepOnce();
            if (recovered > 0) {
                LOG.info("recovered {} open messages", recovered);
            }
        });
    }

    /** @return how many rows were started, woken or closed */
    int sweepOnce() {
        Instant begun = clock.now();
        oldestSeconds.set(open.oldestOverdue(begun.minus(UNTOUCHED), begun)
                .map(due -> Duration.between(due, begun).toSeconds())
                .orElse(0L));
        int recovered = overdue() + round();
        claims.forget(begun.minus(CLAIM_KEPT));
        return recovered;
    }

    private int overdue() {
        int recovered = 0;
        OpenMessage last = null;
        List<OpenMessage> page;
        do {
            Instant now = clock.now();
            page = claims.claim(last, now.minus(UNTOUCHED), now, PAGE);
            recovered += look(page, now);
            last = page.isEmpty() ? last : page.getLast();
        } while (page.size() == PAGE);
        return recovered;
    }

    private int round() {
        int recovered = 0;
        List<OpenMessage> page;
        int repaired;
        do {
            Instant now = clock.now();
            page = rounds.next(
                    Round.MESSAGES,
                    threads.interval(),
                    now,
                    PAGE,
                    after -> open.after(new MessageRef(after.tenantId(), after.id()), PAGE),
                    last -> new Position(last.ref().tenantId(), last.ref().messageId()));
            repaired =
                    look(page.stream().filter(message -> isOpen(message, now)).toList(), now);
            if (!page.isEmpty()) {
                rounds.looked(Round.MESSAGES, repaired > 0);
            }
            recovered += repaired;
        } while (repaired > 0 && page.size() == PAGE);
        return recovered;
    }

    private static boolean isOpen(OpenMessage message, Instant now) {
        return switch (message.state()) {
            case UNKNOWN -> false;
            case SENDING -> AttemptLimits.isLost(message.changedAt(), now);
            default -> message.changedAt().isBefore(now.minus(UNTOUCHED));
        };
    }

    private int look(List<OpenMessage> page, Instant now) {
        var looked = threads.each(page, message -> check.recover(message, now));
        if (looked.cause() != null) {
            List<MessageRef> failed =
                    looked.failed().stream().map(OpenMessage::ref).toList();
            if (!check.temporalAnswers()) {
                claims.release(failed);
                throw looked.cause();
            }
            LOG.warn(
                    "{} open messages were not checked, the first {}: {}",
                    failed.size(),
                    failed.getFirst().messageId(),
                    looked.cause().getClass().getSimpleName());
        }
        return looked.repaired();
    }
}
