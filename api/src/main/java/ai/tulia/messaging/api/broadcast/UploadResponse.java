package ai.tulia.messaging.api.broadcast;

import ai.tulia.messaging.api.csv.ImportResponse;
import ai.tulia.messaging.api.csv.RowError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What became of a file of recipients.
 *
 * @param rows rows with at least one cell, the header aside
 * @param taken rows whose customers are on the list now
 * @param created customers that were made, without any consent
 * @param skipped rows that were not taken; each has at least one error
 * @param errors the first 1,000
 */
record UploadResponse(
        int rows,
        int taken,
        int created,
        int skipped,
        List<RowError> errors,
        boolean errorsTruncated,

        @Schema(description = "How many the list has now, all files together.")
        long recipients) {
    static UploadResponse of(ImportResponse result, long recipients) {
        return new UploadResponse(
                result.rows(),
                result.rows() - result.skipped(),
                result.created(),
                result.skipped(),
                result.errors(),
                result.errorsTruncated(),
                recipients);
    }
}
