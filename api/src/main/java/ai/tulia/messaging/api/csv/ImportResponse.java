package ai.tulia.messaging.api.csv;

import java.util.List;

/**
 * What became of a file.
 *
 * @param rows rows with at least one cell, the header aside
 * @param unchanged customers that already were as the file says
 * @param stillWithdrawn consents that the file would grant but the customer withdrew: a new grant is recorded by PUT
 * @param skipped rows that were not taken; each has at least one error
 * @param errors the first 1,000
 */
public record ImportResponse(
        int rows,
        int created,
        int updated,
        int unchanged,
        int stillWithdrawn,
        int skipped,
        List<RowError> errors,
        boolean errorsTruncated) {}
