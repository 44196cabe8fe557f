package ai.tulia.messaging.store.webhook;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.notice.NoticeKind;
import ai.tulia.messaging.store.notice.NoticeRepository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is due on a leased lane, and what became of it. */
@Component
public class WebhookDeliveries {
    /** Earlier and still open, about the same subject. One that comes as it happens does not wait for a replayed one. */
    private static final String FIRST_OF_SUBJECT = """
            (select not exists (select from webhook_delivery b
                where b.tenant_id = :tenant and b.endpoint_id = d.endpoint_id and b.subject_id = d.subject_id
                    and b.seq < d.seq and b.state = 'pending' and (d.replay or not b.replay)) offset 0)""";

    private static final int PUT_OFF_AT_ONCE = 1_000;

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final WebhookLanes lanes;
    private final NoticeRepository notices;

    WebhookDeliveries(TenantTransactions transactions, JdbcClient jdbc, WebhookLanes lanes, NoticeRepository notices) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.lanes = lanes;
        this.notices = notices;
    }

    /**
     * Those that may go out now, side by side: of each subject the first that is open, the longest due first. When there
     * is none, those that wait for an earlier one are put off until that is due.
     */
    public List<WebhookDelivery> due(WebhookLane lane, int limit, Instant now) {
        return transactions.call(lane.tenantId(), () -> {
            List<WebhookDelivery> due = jdbc.sql("""
                            select d.id, d.subject_id, d.type, d.data, d.at, d.attempts from webhook_delivery d
                            where d.tenant_id = :tenant and d.endpoint_id = :endpoint and d.replay = :replay
                                and d.state = 'pending' and d.next_attempt_at <= :now and %s
                            order by d.next_attempt_at, d.seq limit :limit""".formatted(FIRST_OF_SUBJECT))
                    .param("tenant", lane.tenantId())
                    .param("endpoint", lane.endpointId())
                    .param("replay", lane.replay())
                    .param("now", utc(now))
                    .param("limit", limit)
                    .query((row, n) -> new WebhookDelivery(
                            Objects.requireNonNull(uuid(row, "id")),
                            Objects.requireNonNull(uuid(row, "subject_id")),
                            WebhookEventType.fromCode(row.getString("type")),
                            row.getString("data"),
                            Objects.requireNonNull(instant(row, "at")),
                            row.getInt("attempts")))
                    .list();
            if (due.isEmpty()) {
                putOffBlocked(lane, now);
            }
            return due;
        });
    }

    private void putOffBlocked(WebhookLane lane, Instant now) {
        jdbc.sql("""
                        with blocked as (
                            select d.id, (select max(b.next_attempt_at) from webhook_delivery b
                                where b.tenant_id = :tenant and b.endpoint_id = d.endpoint_id
                                    and b.subject_id = d.subject_id and b.seq < d.seq
                                    and b.state = 'pending' and (d.replay or not b.replay) offset 0) as until
                            from webhook_delivery d
                            where d.tenant_id = :tenant and d.endpoint_id = :endpoint and d.replay = :replay
                                and d.state = 'pending' and d.next_attempt_at <= :now
                            order by d.next_attempt_at, d.seq limit :limit)
                        update webhook_delivery d set next_attempt_at = b.until from blocked b
                        where d.tenant_id = :tenant and d.id = b.id and d.state = 'pending' and b.until > :now""")
                .param("tenant", lane.tenantId())
                .param("endpoint", lane.endpointId())
                .param("replay", lane.replay())
                .param("now", utc(now))
                .param("limit", PUT_OFF_AT_ONCE)
                .update();
    }

    /**
     * Records a batch and keeps its lane, in one transaction.
     *
     * @param retryAt until when the endpoint is left alone; null = goes on at once
     * @return the lane as it is now; empty when the lease was over and another has it
     */
    public Optional<LeasedLane> record(
            LeasedLane leased, List<WebhookResult> results, @Nullable Instant retryAt, Instant now) {
        UUID tenantId = leased.lane().tenantId();
        return transactions.call(tenantId, () -> {
            write(tenantId, results);
            return lanes.keep(leased, results.stream().anyMatch(WebhookResult::delivered), retryAt, now);
        });
    }

    /** Another who delivered one of them meanwhile, after the lease, has recorded it. */
    private void write(UUID tenantId, List<WebhookResult> results) {
        jdbc.sql("""
                        with tried as (
                            select * from unnest(:ids::uuid[], :states::text[], :next::timestamptz[], :ats::timestamptz[],
                                :statuses::int[], :durations::int[], :errors::text[])
                                t (id, state, next, at, status, duration, error)),
                        settled as (
                            update webhook_delivery d set state = t.state, attempts = d.attempts + 1,
                                next_attempt_at = coalesce(t.next, d.next_attempt_at)
                            from tried t
                            where d.tenant_id = :tenant and d.id = any (:ids::uuid[]) and d.id = t.id
                                and d.state = 'pending'
                            returning d.id, d.endpoint_id, d.type, d.attempts)
                        insert into webhook_attempt (tenant_id, endpoint_id, delivery_id, type, attempt, at, status,
                            duration_ms, error)
                        select :tenant, s.endpoint_id, s.id, s.type, s.attempts, t.at, t.status, t.duration, t.error
                        from settled s join tried t on t.id = s.id""")
                .param("tenant", tenantId)
                .param("ids", texts(results.stream().map(WebhookResult::id).toList()))
                .param(
                        "states",
                        texts(results.stream().map(WebhookResult::state).toList()))
                .param("next", column(results, WebhookResult::nextAttemptAt))
                .param("ats", column(results, WebhookResult::at))
                .param("statuses", column(results, WebhookResult::status))
                .param("durations", column(results, result -> result.duration().toMillis()))
                .param("errors", column(results, WebhookResult::error))
                .update();
    }

    private static String[] column(List<WebhookResult> results, Function<WebhookResult, @Nullable Object> value) {
        return results.stream().map(value).map(Sql::text).toArray(String[]::new);
    }

    /** Delivers nothing more to it, and gives the tenant a notice. What waits goes on when it is enabled again. */
    public void disable(WebhookLane lane, String reason, UUID noticeId, Instant now) {
        transactions.run(lane.tenantId(), () -> {
            int disabled = jdbc.sql("update webhook_endpoint set enabled = false, disabled_reason = :reason,"
                            + " updated_at = :now, version = version + 1"
                            + " where tenant_id = :tenant and id = :endpoint and enabled")
                    .param("reason", reason)
                    .param("now", utc(now))
                    .param("tenant", lane.tenantId())
                    .param("endpoint", lane.endpointId())
                    .update();
            if (disabled == 1) {
                notices.add(
                        lane.tenantId(),
                        noticeId,
                        NoticeKind.WEBHOOK_DISABLED,
                        Map.of("webhook_endpoint_id", lane.endpointId(), "reason", reason),
                        now);
            }
        });
    }
}
