package ai.tulia.messaging.worker.maintenance;

import ai.tulia.messaging.store.quota.QuotaJournalSweeper;
import ai.tulia.messaging.worker.notice.NoticeDispatcher;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What a worker does between messages: gives the counters back what they missed, and sends notices. */
@Component
class MaintenanceJobs {
    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceJobs.class);

    private final QuotaJournalSweeper journal;
    private final NoticeDispatcher notices;
    private final Clock clock;

    MaintenanceJobs(QuotaJournalSweeper journal, NoticeDispatcher notices, Clock clock) {
        this.journal = journal;
        this.notices = notices;
        this.clock = clock;
    }

    /** Units granted and released while Redis was away, soon after it is back. */
    @Scheduled(fixedDelayString = "${tulia.journal-interval:3s}")
    void writeBackPlaces() {
        repeated("writing back units", journal::writeBack);
    }

    @Scheduled(fixedDelayString = "${tulia.notice-interval:3s}")
    void deliverNotices() {
        repeated("delivering notices", () -> notices.deliverDue(clock.instant()));
    }

    /** A failure now is tried again at the next run; its text may quote a row, so only its class is logged. */
    private static void repeated(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed: {}", what, e.getClass().getSimpleName());
        }
    }
}
