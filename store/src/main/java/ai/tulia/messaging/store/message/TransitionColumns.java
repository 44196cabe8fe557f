package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Json;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * Transitions as rows that a statement reads: one as a row of values, which the planner knows to be one and looks up by its
 * key without planning it anew each time; many as one array a column.
 */
final class TransitionColumns {
    private static final List<Column> ALL = List.of(
            new Column("id", "uuid", row -> row.transition().ref().messageId()),
            new Column("cause", "text", row -> row.transition().cause().code()),
            new Column("state", "text", row -> row.transition().cause().to()),
            new Column(
                    "status",
                    "text",
                    row -> row.transition().cause().to().status().code()),
            new Column(
                    "event",
                    "text",
                    row -> webhookEvent(row.transition().cause().to())),
            new Column(
                    "from_states", "text", row -> codes(row.transition().cause().from())),
            new Column("of_attempt", "int", row -> ofAttempt(row.transition())),
            new Column("attempt", "int", row -> row.transition().attempt()),
            new Column("waiting", "text", row -> row.set().waiting().reason()),
            new Column("until", "timestamptz", row -> row.set().waiting().until()),
            new Column("code", "text", row -> row.set().failure().code()),
            new Column("advice", "text", row -> row.set().failure().detail()),
            new Column("sid", "text", row -> row.set().sid()),
            new Column("reported", "text", row -> reportedSid(row.transition())),
            new Column("body", "text", row -> row.set().sending().body()),
            new Column("variables", "jsonb", row -> row.set().sending().contentVariables()),
            new Column("reserved_at", "timestamptz", row -> row.set().sending().reservedAt()),
            new Column("releases", "boolean", row -> row.transition().cause().releasesQuota()),
            new Column("not_before", "timestamptz", row -> row.set().schedule().notBefore()),
            new Column("local", "timestamp", row -> row.set().schedule().local()),
            new Column("zone", "text", row -> row.set().schedule().zone()),
            new Column("expires_at", "timestamptz", row -> row.set().expiresAt()),
            new Column("detail", "jsonb", row -> Json.writeNullable(row.set().detail())));

    /** A query of the one row. */
    static final String ONE = ALL.stream()
            .map(each -> ":%s::%s as %s".formatted(each.name, each.type, each.name))
            .collect(Collectors.joining(", ", "select ", ""));

    /** A query of as many rows as the arrays are long. */
    static final String MANY = ALL.stream()
            .map(each -> ":%s::%s[]".formatted(each.name, each.type))
            .collect(Collectors.joining(
                    ", ",
                    "select * from unnest(",
                    ALL.stream().map(each -> each.name).collect(Collectors.joining(", ", ") a (", ")"))));

    private TransitionColumns() {}

    private record Row(Transition transition, TransitionRow set) {
        static Row of(Transition transition) {
            return new Row(transition, TransitionRow.of(transition));
        }
    }

    private record Column(String name, String type, Function<Row, @Nullable Object> value) {
        @Nullable
        String text(Row row) {
            Object value = this.value.apply(row);
            return value == null ? null : value.toString();
        }
    }

    /** The parameters of {@link #ONE}. A null has a type, too: the driver prepares a statement anew for other types. */
    static MapSqlParameterSource of(Transition transition) {
        Row row = Row.of(transition);
        var parameters = new MapSqlParameterSource();
        ALL.forEach(each -> parameters.addValue(each.name, each.text(row), Types.VARCHAR));
        return parameters;
    }

    /** The parameters of {@link #MANY}. */
    static MapSqlParameterSource of(List<? extends Transition> transitions) {
        List<Row> rows = transitions.stream().map(Row::of).toList();
        var parameters = new MapSqlParameterSource();
        ALL.forEach(each ->
                parameters.addValue(each.name, rows.stream().map(each::text).toArray(String[]::new)));
        return parameters;
    }

    /** What is said of one attempt changes the row only while that is its latest. */
    private static @Nullable Integer ofAttempt(Transition transition) {
        return switch (transition) {
            case Transition.Outcome outcome -> outcome.attempt();
            case Transition.Retried retried -> retried.attempt();
            default -> null;
        };
    }

    /** A report names the attempt by the provider's id, too. */
    private static @Nullable String reportedSid(Transition transition) {
        return switch (transition) {
            case Transition.Delivered delivered -> delivered.sid();
            case Transition.Read read -> read.sid();
            case Transition.NotDelivered not -> not.sid();
            case Transition.DeliveryRetried later -> later.sid();
            default -> null;
        };
    }

    private static @Nullable String webhookEvent(MessageState state) {
        return WebhookEventType.ofState(state).map(WebhookEventType::code).orElse(null);
    }

    private static String codes(Set<MessageState> states) {
        return states.stream().map(Enum::name).collect(Collectors.joining(","));
    }
}
