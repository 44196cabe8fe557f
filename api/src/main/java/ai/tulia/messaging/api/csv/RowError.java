package ai.tulia.messaging.api.csv;

import ai.tulia.messaging.api.problem.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * Why a row of a file was not taken.
 *
 * @param row as a spreadsheet counts: the header is row 1
 * @param column null when the whole row is meant
 */
public record RowError(int row, @Nullable String column, String problem, String hint) {
    /** The same in the words of a problem. */
    FieldError asField() {
        return new FieldError("row " + row + (column == null ? "" : ", " + column), problem, hint);
    }
}
