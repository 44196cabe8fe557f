package ai.tulia.messaging.api.customer;

import ai.tulia.messaging.store.customer.BatchOutcome;
import java.util.ArrayList;
import java.util.List;

/** Counts an import while it runs. */
final class ImportReport {
    /** Enough to mend a file by; a wrong file would fill the answer. */
    static final int MOST_ERRORS = 1_000;

    private final List<RowError> errors = new ArrayList<>();
    private boolean truncated;
    private int rows;
    private int skipped;
    private BatchOutcome stored = BatchOutcome.NONE;

    void row() {
        rows++;
    }

    void skip(List<RowError> why) {
        skipped++;
        for (RowError error : why) {
            if (errors.size() < MOST_ERRORS) {
                errors.add(error);
            } else {
                truncated = true;
            }
        }
    }

    void stored(BatchOutcome outcome) {
        stored = stored.plus(outcome);
    }

    int rows() {
        return rows;
    }

    boolean flawless() {
        return skipped == 0;
    }

    ImportResult result() {
        return new ImportResult(
                rows,
                stored.created(),
                stored.updated(),
                stored.unchanged(),
                stored.stillWithdrawn(),
                skipped,
                List.copyOf(errors),
                truncated);
    }
}
