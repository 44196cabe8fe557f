package ai.tulia.messaging.store.message;

import ai.tulia.messaging.domain.message.MessageState;
import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.message.RowColumns.Column;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** Accepted messages as rows that a statement reads. */
final class IntakeColumns {
    private static final RowColumns<Row> ALL = RowColumns.of(
            new Column<Row>("id", "uuid", row -> row.message().id()),
            new Column<Row>("customer_id", "uuid", row -> row.message().customerId()),
            new Column<Row>(
                    "broadcast_id",
                    "uuid",
                    row -> row.place() == null ? null : row.place().batchId()),
            new Column<Row>(
                    "batch_index",
                    "int",
                    row -> row.place() == null ? null : row.place().index()),
            new Column<Row>("message_type", "text", row -> row.message().type().code()),
            new Column<Row>("channel", "text", row -> row.message().channel().code()),
            new Column<Row>("status", "text", row -> row.state().status().code()),
            new Column<Row>("state", "text", row -> row.state().name()),
            new Column<Row>(
                    "attempt",
                    "int",
                    row -> row.first() == null ? null : row.first().attempt()),
            new Column<Row>(
                    "over_limit", "text", row -> row.message().overLimit().name()),
            new Column<Row>(
                    "not_before", "timestamptz", row -> row.message().schedule().notBefore()),
            new Column<Row>(
                    "scheduled_local",
                    "timestamp",
                    row -> row.message().schedule().local()),
            new Column<Row>(
                    "scheduled_zone", "text", row -> row.message().schedule().zone()),
            new Column<Row>("expires_at", "timestamptz", row -> row.message().expiresAt()),
            new Column<Row>("waiting_reason", "text", row -> row.set().waiting().reason()),
            new Column<Row>("wake_at", "timestamptz", Row::wakeAt),
            new Column<Row>(
                    "reserved_at", "timestamptz", row -> row.set().sending().reservedAt()),
            new Column<Row>("template_id", "uuid", row -> row.message().text().templateId()),
            new Column<Row>(
                    "template_version", "int", row -> row.message().text().templateVersion()),
            new Column<Row>("context", "jsonb", Row::context),
            new Column<Row>("body", "text", Row::body),
            new Column<Row>(
                    "content_variables", "jsonb", row -> row.set().sending().contentVariables()),
            new Column<Row>("failure_code", "text", row -> row.set().failure().code()),
            new Column<Row>("failure_detail", "text", row -> row.set().failure().detail()),
            new Column<Row>(
                    "metadata", "jsonb", row -> Json.writeNullable(row.message().metadata())),
            new Column<Row>("failed_at", "timestamptz", row -> row.state().isOpen() ? null : row.at()),
            new Column<Row>(
                    "event",
                    "text",
                    row -> WebhookEventType.ofState(row.state())
                            .map(WebhookEventType::code)
                            .orElse(null)),
            new Column<Row>(
                    "kind",
                    "text",
                    row -> row.first() == null ? null : row.first().cause().code()),
            new Column<Row>(
                    "detail", "jsonb", row -> Json.writeNullable(row.set().detail())));

    static final String ONE = ALL.one();
    static final String MANY = ALL.many();

    private IntakeColumns() {}

    /**
     * @param place in its batch; null = a message of its own
     * @param first what is decided of it already; null = nothing
     * @param set what that sets
     */
    record Row(
            NewMessage message,
            @Nullable BatchPlace place,
            @Nullable Transition first,
            MessageState state,
            TransitionRow set,
            Instant at) {
        static Row of(NewMessage message, @Nullable BatchPlace place, @Nullable Transition first, Instant at) {
            MessageState state =
                    first == null ? MessageState.ACCEPTED : first.cause().to();
            TransitionRow set = first == null ? TransitionRow.NOTHING : TransitionRow.of(first);
            return new Row(message, place, first, state, set, at);
        }

        /** What may go now is due now: by that the sweeper finds it if nobody sends it. */
        private @Nullable Instant wakeAt() {
            Instant until = set.waiting().until();
            return until == null && state.isOpen() ? at : until;
        }

        private @Nullable String context() {
            boolean rendered = set.sending().body() != null;
            return rendered || message.context().isEmpty() ? null : Json.write(message.context());
        }

        private @Nullable String body() {
            String rendered = set.sending().body();
            return rendered == null ? message.text().content() : rendered;
        }
    }

    /** Where in a batch a message stands. @param index in its request, from 0 */
    record BatchPlace(UUID batchId, int index) {}

    /** The parameters of {@link #ONE}. */
    static MapSqlParameterSource of(Row row) {
        return ALL.parameters(row);
    }

    /** The parameters of {@link #MANY}. */
    static MapSqlParameterSource of(List<Row> rows) {
        return ALL.parameters(rows);
    }
}
