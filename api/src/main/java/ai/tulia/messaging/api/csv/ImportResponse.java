package ai.tulia.messaging.api.csv;

import java.util.List;
import java.util.UUID;

/**
 * What became of a file.
 *
 * @param rows rows with at least one cell, the header aside
 * @param unchanged customers that already were as the file says
 * @param stillWithdrawn consents that the file would grant but the customer withdrew: a new grant is recorded by PUT
 * @param skipped rows that were not taken; each has at least one error
 * @param errors the first 1,000
 * @param underWay messages that had begun to leave before the file withdrew their consent, which may arrive: the ids of the
 *     first 1,000
 * @param underWayCount how many there are
 */
public record ImportResponse(
        int rows,
        int created,
        int updated,
        int unchanged,
        int stillWithdrawn,
        int skipped,
        List<RowError> errors,
        boolean errorsTruncated,
        List<UUID> underWay,
        int underWayCount) {}
