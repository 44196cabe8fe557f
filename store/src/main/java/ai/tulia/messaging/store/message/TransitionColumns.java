package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.message.RowColumns.Column;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** Transitions as rows that a statement reads. */
final class TransitionColumns {
    private static final RowColumns<Row> ALL = RowColumns.of(
            new Column<Row>("id", "uuid", row -> row.transition().ref().messageId()),
            new Column<Row>("cause", "text", row -> row.transition().cause().code()),
            new Column<Row>("state", "text", row -> row.transition().cause().to()),
            new Column<Row>(
                    "status",
                    "text",
                    row -> row.transition().cause().to().status().code()),
            new Column<Row>(
                    "event",
                    "text",
                    row -> webhookEvent(row.transition().cause().to())),
            new Column<Row>(
                    "from_states", "text", row -> codes(row.transition().cause().from())),
            new Column<Row>("of_attempt", "int", row -> ofAttempt(row.transition())),
            new Column<Row>("attempt", "int", row -> row.transition().attempt()),
            new Column<Row>("waiting", "text", row -> row.set().waiting().reason()),
            new Column<Row>("until", "timestamptz", row -> row.set().waiting().until()),
            new Column<Row>("code", "text", row -> row.set().failure().code()),
            new Column<Row>("advice", "text", row -> row.set().failure().detail()),
            new Column<Row>("sid", "text", row -> row.set().sid()),
            new Column<Row>("reported", "text", row -> reportedSid(row.transition())),
            new Column<Row>("body", "text", row -> row.set().sending().body()),
            new Column<Row>("variables", "jsonb", row -> row.set().sending().contentVariables()),
            new Column<Row>(
                    "reserved_at", "timestamptz", row -> row.set().sending().reservedAt()),
            new Column<Row>(
                    "releases", "boolean", row -> row.transition().cause().releasesQuota()),
            new Column<Row>(
                    "not_before", "timestamptz", row -> row.set().schedule().notBefore()),
            new Column<Row>("local", "timestamp", row -> row.set().schedule().local()),
            new Column<Row>("zone", "text", row -> row.set().schedule().zone()),
            new Column<Row>("expires_at", "timestamptz", row -> row.set().expiresAt()),
            new Column<Row>(
                    "detail", "jsonb", row -> Json.writeNullable(row.set().detail())));

    static final String ONE = ALL.one();
    static final String MANY = ALL.many();

    private TransitionColumns() {}

    private record Row(Transition transition, TransitionRow set) {
        static Row of(Transition transition) {
            return new Row(transition, TransitionRow.of(transition));
        }
    }

    /** The parameters of {@link #ONE}. */
    static MapSqlParameterSource of(Transition transition) {
        return ALL.parameters(Row.of(transition));
    }

    /** The parameters of {@link #MANY}. */
    static MapSqlParameterSource of(List<? extends Transition> transitions) {
        return ALL.parameters(transitions.stream().map(Row::of).toList());
    }

    /** What is said of one attempt changes the row only while that is its latest. */
    private static @Nullable Integer ofAttempt(Transition transition) {
        return switch (transition) {
            case Transition.Outcome outcome -> outcome.attempt();
            case Transition.Retried retried -> retried.attempt();
            case Transition.ResendRequested again -> again.attempt();
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
