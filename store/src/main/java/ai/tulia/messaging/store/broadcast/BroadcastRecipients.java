package ai.tulia.messaging.store.broadcast;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.MessageState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who of a broadcast got it and who did not, within the open tenant transaction: those whose messages are written down,
 * in the order of customer ids, newest first.
 */
@Component
public class BroadcastRecipients {
    /** How far is counted. */
    public static final int MAX_COUNTED = 10_000;

    private final JdbcClient jdbc;

    BroadcastRecipients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which of them; null = every. @param reason why they wait or failed, as counted */
    public record Filter(
            @Nullable MessageState state, @Nullable String reason) {}

    /**
     * A customer.
     *
     * @param phoneNumber E.164; null = the customer has none
     * @param name null = the customer has none
     */
    public record Recipient(
            UUID customerId,
            @Nullable String phoneNumber,
            @Nullable String name) {}

    /** When it came to this; null = it did not, or not yet. */
    public record Times(
            @Nullable Instant sentAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant readAt,
            @Nullable Instant failedAt) {}

    /**
     * One recipient and what became of the message.
     *
     * @param waitingReason why it waits; null unless it does
     * @param wakeAt until when it waits; null unless it does
     * @param failureCode why it failed; null unless it did
     * @param failureDetail what to fix
     */
    public record Row(
            Recipient recipient,
            UUID messageId,
            MessageState state,
            @Nullable String waitingReason,
            @Nullable Instant wakeAt,
            @Nullable String providerMsgId,
            @Nullable String failureCode,
            @Nullable String failureDetail,
            Times times) {
        /** Why it waits or failed. */
        public @Nullable String reason() {
            return waitingReason == null ? failureCode : waitingReason;
        }
    }

    /** Those before this customer, or the first when it is null. */
    public List<Row> page(BroadcastRef ref, Filter filter, @Nullable UUID before, int limit) {
        MessageState state = filter.state();
        // Our own words stand in the statement, so that the partial indexes on status can answer it.
        String ofState = state == null
                ? ""
                : " and m.status = '" + state.status().code() + "' and m.state = '" + state.name() + "'";
        return jdbc.sql("""
                        select m.*, c.phone_number, c.name from message m
                        cross join lateral (select case when erasure_requested_at is null then phone_number end as phone_number,
                                case when erasure_requested_at is null then name end as name from customer
                            where tenant_id = :tenant and id = m.customer_id offset 0) c
                        where m.tenant_id = :tenant and m.broadcast_id = :broadcast and m.batch_index is null%s
                            and (:reason::text is null or coalesce(m.waiting_reason, m.failure_code) = :reason)
                            and (:before::uuid is null or m.customer_id < :before::uuid)
                        order by m.customer_id desc limit :limit""".formatted(ofState))
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("reason", filter.reason())
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> recipient(row))
                .list();
    }

    /** How many there are, of the first {@value MAX_COUNTED}; by the counts that are kept, whatever the size of the audience. */
    public long count(BroadcastRef ref, Filter filter) {
        MessageState state = filter.state();
        return jdbc.sql("""
                        select least(coalesce(sum(messages), 0), :most) from broadcast_count
                        where tenant_id = :tenant and broadcast_id = :broadcast
                            and (:state::text is null or state = :state)
                            and (:reason::text is null or reason = :reason)""")
                .param("tenant", ref.tenantId())
                .param("broadcast", ref.broadcastId())
                .param("state", state == null ? null : state.name())
                .param("reason", filter.reason())
                .param("most", MAX_COUNTED)
                .query(Long.class)
                .single();
    }

    private static Row recipient(ResultSet row) throws SQLException {
        var state = MessageState.valueOf(row.getString("state"));
        return new Row(
                new Recipient(
                        Objects.requireNonNull(uuid(row, "customer_id")),
                        row.getString("phone_number"),
                        row.getString("name")),
                Objects.requireNonNull(uuid(row, "id")),
                state,
                row.getString("waiting_reason"),
                // One that is leaving keeps its wake time in the row, for the index of what is due.
                state.isBeforeSend() ? instant(row, "wake_at") : null,
                row.getString("provider_msg_id"),
                row.getString("failure_code"),
                row.getString("failure_detail"),
                new Times(
                        instant(row, "sent_at"),
                        instant(row, "delivered_at"),
                        instant(row, "read_at"),
                        instant(row, "failed_at")));
    }
}
