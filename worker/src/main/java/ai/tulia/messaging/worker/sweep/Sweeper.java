package ai.tulia.messaging.worker.sweep;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.sweep.OpenMessage;
import ai.tulia.messaging.store.sweep.OpenMessageQueries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes sure that every open ledger row has its workflow: after a crash between commit and start, after Temporal lost
 * everything, after an operator terminated one. It looks at what is overdue first and then goes round all open rows, a
 * page at a time. Several sweepers at once do no harm: a workflow's id admits it once.
 */
@Component
class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    /** Longer than an API call takes from commit to start, far below the promised 60 s. */
    private static final Duration UNTOUCHED = Duration.ofSeconds(15);

    private static final int PAGE = 200;
    private static final MessageRef BEGINNING = new MessageRef(new UUID(0, 0), new UUID(0, 0));

    private final OpenMessageQueries open;
    private final WorkflowCheck check;
    private final Clock clock;
    private MessageRef position = BEGINNING;

    Sweeper(OpenMessageQueries open, WorkflowCheck check, Clock clock) {
        this.open = open;
        this.check = check;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tulia.sweep-interval:10s}", initialDelayString = "${tulia.sweep-delay:1s}")
    void sweep() {
        try {
            int recovered = sweepOnce(clock.instant());
            if (recovered > 0) {
                LOG.info("recovered {} open messages", recovered);
            }
        } catch (RuntimeException e) {
            LOG.warn("the sweep will be repeated: {}", e.getClass().getSimpleName());
        }
    }

    /** @return how many rows were started, woken or closed */
    int sweepOnce(Instant now) {
        Instant before = now.minus(UNTOUCHED);
        int recovered = 0;
        for (OpenMessage message : open.overdue(before, PAGE)) {
            recovered += check.recover(message, now) ? 1 : 0;
        }
        List<OpenMessage> page = open.after(position, before, PAGE);
        for (OpenMessage message : page) {
            recovered += check.recover(message, now) ? 1 : 0;
        }
        position = page.size() < PAGE ? BEGINNING : page.getLast().ref();
        return recovered;
    }
}
