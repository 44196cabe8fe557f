package ai.tulia.messaging.store.message;

import java.sql.Types;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * Rows that a statement reads: one as a row of values, which the planner knows to be one and looks up by its key without
 * planning it anew each time; many as one array a column.
 *
 * @param <R> what a row is made of
 */
record RowColumns<R>(List<Column<R>> all) {
    /** @param type as SQL knows it; @param value its text is what PostgreSQL reads */
    record Column<R>(String name, String type, Function<R, @Nullable Object> value) {
        @Nullable
        String text(R row) {
            Object value = this.value.apply(row);
            return value == null ? null : value.toString();
        }
    }

    @SafeVarargs
    static <R> RowColumns<R> of(Column<R>... columns) {
        return new RowColumns<>(List.of(columns));
    }

    /** A query of the one row. */
    String one() {
        return all.stream()
                .map(each -> ":%s::%s as %s".formatted(each.name, each.type, each.name))
                .collect(Collectors.joining(", ", "select ", ""));
    }

    /** A query of as many rows as the arrays are long. */
    String many() {
        return all.stream()
                .map(each -> ":%s::%s[]".formatted(each.name, each.type))
                .collect(Collectors.joining(
                        ", ",
                        "select * from unnest(",
                        all.stream().map(each -> each.name).collect(Collectors.joining(", ", ") a (", ")"))));
    }

    /** The parameters of {@link #one}. A null has a type, too: the driver prepares a statement anew for other types. */
    MapSqlParameterSource parameters(R row) {
        var parameters = new MapSqlParameterSource();
        all.forEach(each -> parameters.addValue(each.name, each.text(row), Types.VARCHAR));
        return parameters;
    }

    /** The parameters of {@link #many}. */
    MapSqlParameterSource parameters(List<R> rows) {
        var parameters = new MapSqlParameterSource();
        all.forEach(each ->
                parameters.addValue(each.name, rows.stream().map(each::text).toArray(String[]::new)));
        return parameters;
    }
}
