package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.stage.Stage;

/** How many events a message leaves in Temporal. */
final class History implements Figure {
    private static final int ALONE = 16;
    private static final int IMMEDIATE = 0;
    private static final int A_WAIT = 8;

    @Override
    public String what() {
        return """
                Events in the history of a message sent alone, read from the real development server after its end; the most of \
                three messages each. Every message was sent.""".strip();
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(true)) {
            var cases = new HistoryCases(stage);
            report.atMost("immediate: POST /v1/messages/send, sent within the call", cases.immediate(), IMMEDIATE);
            report.atMost("scheduled, already due when its workflow starts", cases.due(), ALONE);
            report.atMost("one wait: scheduled in 2 s", cases.scheduled(), ALONE + A_WAIT);
            report.atMost("one wait: quiet hours that end in 3 s", cases.quietHours(), ALONE + A_WAIT);
            report.atMost("one wait: rescheduled from in an hour to now", cases.rescheduledToNow(), ALONE + A_WAIT);
            report.atMost("one wait: over the daily limit, woken when it rose", cases.overLimit(), ALONE + A_WAIT);
            report.atMost("two waits: rescheduled from in an hour to in 2 s", cases.rescheduled(), ALONE + 2 * A_WAIT);
            report.atMost("two waits: quiet hours that were made longer", cases.longerQuietHours(), ALONE + 2 * A_WAIT);
        }
    }
}
