package ai.tulia.messaging.api.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first unless its route has another order. Every list has this form.
 *
 * @param nextCursor gives the next page as {@code ?cursor=…}; null on the last page
 */
public record Page<T>(
        List<T> items,
        @Nullable String nextCursor,

        @Schema(
                description = "With count=true how many there are, all pages together, as far as 10,000 tell: that many"
                        + " stand for so many or more.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long total) {
    /** A list that is one page. */
    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, null, null);
    }

    /**
     * Cuts a page from rows that were asked for with {@link PageRequest#fetch()}, one more than the page holds.
     *
     * @param id the UUIDv7 by which the rows are sorted, descending
     */
    public static <R, T> Page<T> of(List<R> rows, PageRequest request, Function<R, UUID> id, Function<R, T> view) {
        return of(rows, request, id, view, null);
    }

    /** @param lookedThroughTo where the next page goes on though this one is not full; null = it is the last if it is not */
    public static <R, T> Page<T> of(
            List<R> rows,
            PageRequest request,
            Function<R, UUID> id,
            Function<R, T> view,
            @Nullable UUID lookedThroughTo) {
        boolean more = rows.size() > request.limit();
        List<R> shown = more ? rows.subList(0, request.limit()) : rows;
        UUID last = more ? id.apply(shown.getLast()) : lookedThroughTo;
        return new Page<>(shown.stream().map(view).toList(), last == null ? null : Cursor.after(last), null);
    }

    /** @param total null = it was not asked for */
    public Page<T> withTotal(@Nullable Long total) {
        return new Page<>(items, nextCursor, total);
    }
}
