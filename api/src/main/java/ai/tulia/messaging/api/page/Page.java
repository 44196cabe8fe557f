package ai.tulia.messaging.api.page;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first.
 *
 * @param nextCursor gives the next page as {@code ?cursor=…}; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /**
     * Cuts a page from rows that were asked for with {@link PageRequest#fetch()}, one more than the page holds.
     *
     * @param id the UUIDv7 by which the rows are sorted, descending
     */
    public static <R, T> Page<T> of(List<R> rows, PageRequest request, Function<R, UUID> id, Function<R, T> view) {
        boolean more = rows.size() > request.limit();
        List<R> shown = more ? rows.subList(0, request.limit()) : rows;
        return new Page<>(shown.stream().map(view).toList(), more ? Cursor.after(id.apply(shown.getLast())) : null);
    }
}
