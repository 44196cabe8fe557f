package ai.tulia.messaging.store.message;

import ai.tulia.messaging.store.database.Sql;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list of transitions as one array a column. */
final class TransitionColumns {
    private final List<Row> rows;

    private record Row(Transition transition, TransitionRow set) {}

    TransitionColumns(Collection<? extends Transition> transitions) {
        this.rows = transitions.stream()
                .map(each -> new Row(each, TransitionRow.of(each)))
                .toList();
    }

    Map<String, Object> parameters() {
        Map<String, Object> columns = new HashMap<>();
        columns.put("ids", column(row -> row.transition().ref().messageId()));
        columns.put("causes", column(row -> row.transition().cause().code()));
        columns.put("states", column(row -> row.transition().cause().to()));
        columns.put(
                "statuses", column(row -> row.transition().cause().to().status().word()));
        columns.put(
                "froms",
                column(row -> MessageTransitions.codes(row.transition().cause().from())));
        columns.put("ofAttempt", column(row -> ofAttempt(row.transition())));
        columns.put("attempts", column(row -> row.transition().attempt()));
        columns.put("waitings", column(row -> row.set().waiting().reason()));
        columns.put("untils", column(row -> row.set().waiting().until()));
        columns.put("codes", column(row -> row.set().failure().code()));
        columns.put("advices", column(row -> row.set().failure().detail()));
        columns.put("sids", column(row -> row.set().sid()));
        columns.put("bodies", column(row -> row.set().sending().body()));
        columns.put("variables", column(row -> row.set().sending().contentVariables()));
        columns.put("reserved", column(row -> row.set().sending().reservedAt()));
        columns.put("releases", column(row -> row.transition().cause().releasesQuota()));
        columns.put("notBefores", column(row -> row.set().schedule().notBefore()));
        columns.put("locals", column(row -> row.set().schedule().local()));
        columns.put("zones", column(row -> row.set().schedule().zone()));
        columns.put("expires", column(row -> row.set().schedule().expiresAt()));
        columns.put("details", column(row -> Sql.json(row.set().detail())));
        return columns;
    }

    /** What is said of one attempt changes the row only while that is its latest. */
    private static @Nullable Integer ofAttempt(Transition transition) {
        return switch (transition) {
            case Transition.Outcome outcome -> outcome.attempt();
            case Transition.Retried retried -> retried.attempt();
            default -> null;
        };
    }

    private @Nullable String[] column(Function<Row, @Nullable Object> part) {
        @Nullable String[] column = new String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            Object value = part.apply(rows.get(i));
            column[i] = value == null ? null : value.toString();
        }
        return column;
    }
}
