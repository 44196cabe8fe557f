package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.problem.ApiProblem;
import ai.tulia.messaging.store.customer.BatchOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/** Counts an import while it runs. */
public final class ImportReport {
    /** Enough to fix a file by; a wrong file would fill the answer. */
    static final int MAX_ERRORS = 1_000;

    private static final int MAX_UNDER_WAY = 1_000;

    private final List<RowError> errors = new ArrayList<>();
    private final Map<Integer, List<RowError>> failures = new HashMap<>();
    private final boolean keepsFailures;
    private boolean truncated;
    private int rows;
    private int skipped;
    private BatchOutcome stored = BatchOutcome.NONE;
    private final List<UUID> underWay = new ArrayList<>();
    private int underWayCount;

    /** @param keepsFailures whether it keeps what is wrong with every row, for a file of those */
    public ImportReport(boolean keepsFailures) {
        this.keepsFailures = keepsFailures;
    }

    void row() {
        rows++;
    }

    public void skip(int row, List<RowError> why) {
        skipped++;
        if (keepsFailures) {
            failures.put(row, why);
        }
        for (RowError error : why) {
            if (errors.size() < MAX_ERRORS) {
                errors.add(error);
            } else {
                truncated = true;
            }
        }
    }

    public void stored(BatchOutcome outcome) {
        stored = stored.plus(outcome);
    }

    /** Messages that a withdrawal in the rows came too late for. */
    public void underWay(List<UUID> messages) {
        underWayCount += messages.size();
        underWay.addAll(messages.subList(0, Math.min(messages.size(), MAX_UNDER_WAY - underWay.size())));
    }

    int rows() {
        return rows;
    }

    /** What is wrong with a row; empty when it was taken. */
    List<RowError> failureOf(int row) {
        return failures.getOrDefault(row, List.of());
    }

    /** @throws ApiProblem 422 with the bad rows, if there are any */
    public void requireFlawless() {
        if (skipped == 0) {
            return;
        }
        var result = result();
        throw new ApiProblem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "import_rejected",
                        result.skipped() + " of " + result.rows() + " rows cannot be taken; nothing was stored",
                        result.errors().stream().map(RowError::asField).toList())
                .with("rows", result.rows())
                .with("skipped", result.skipped())
                .with("bad_rows", result.errors())
                .with("errors_truncated", result.errorsTruncated());
    }

    public ImportResponse result() {
        return new ImportResponse(
                rows,
                stored.created(),
                stored.updated(),
                stored.unchanged(),
                stored.stillWithdrawn(),
                skipped,
                List.copyOf(errors),
                truncated,
                List.copyOf(underWay),
                underWayCount);
    }
}
