package ai.tulia.messaging.api.page;

import ai.tulia.messaging.api.problem.ApiProblem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list: built by controllers from the query parameters {@code limit} and {@code cursor}.
 *
 * @param below rows with ids below this one; null = from the newest
 */
public record PageRequest(int limit, @Nullable UUID below) {
    /** For {@code @RequestParam(defaultValue = …)}. */
    public static final String DEFAULT_LIMIT = "50";

    public static final int LARGEST = 200;

    /** @throws ApiProblem 400 when the limit is out of range or the cursor is none of ours */
    public static PageRequest of(int limit, @Nullable String cursor) {
        if (limit < 1 || limit > LARGEST) {
            throw ApiProblem.invalid("limit", "is out of range", "give 1 to " + LARGEST);
        }
        return new PageRequest(limit, cursor == null ? null : Cursor.read(cursor));
    }

    /** How many rows to read: one more than the page holds tells whether there is a next one. */
    public int fetch() {
        return limit + 1;
    }
}
