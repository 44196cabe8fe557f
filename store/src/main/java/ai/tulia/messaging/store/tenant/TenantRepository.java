package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.OperatorDatabase;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.Sql;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All tenants, as an operator keeps them. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class TenantRepository {
    private final OperatorDatabase ledger;
    private final Clock clock;

    TenantRepository(OperatorDatabase ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    public Tenant create(TenantProfile profile) {
        UUID id = Ids.next();
        return ledger.call(jdbc -> {
            TenantRow.bind(jdbc.sql("""
                            insert into tenant (tenant_id, name, tier, time_zone, quiet_start, quiet_end,
                                notify_email, flags, unknown_policy, retention_content_days,
                                retention_messages_days, retention_notices_days, retention_callbacks_days,
                                retention_inbound_days, requests_per_minute, requests_per_minute_of_key,
                                created_at)
                            values (:id, :name, :tier, :zone, :quietStart, :quietEnd,
                                :notifyEmail, :flags, :unknownPolicy, :contentDays, :messagesDays, :noticesDays,
                                :callbacksDays, :inboundDays, :requests, :requestsOfKey, :now)"""), id, profile)
                    .param("now", Sql.utc(clock.instant()))
                    .update();
            SenderRows.replace(jdbc, id, profile.senders());
            var event = AuditEvent.byOperator(id, AuditAction.TENANT_CREATED, null, Map.of("tier", profile.tier()));
            AuditLog.add(jdbc, event, clock.instant());
            return find(jdbc, id, "").orElseThrow();
        });
    }

    public Optional<Tenant> find(UUID id) {
        return ledger.call(jdbc -> find(jdbc, id, ""));
    }

    static Optional<Tenant> find(JdbcClient jdbc, UUID id, String lock) {
        List<Tenant> found = jdbc.sql("select * from tenant where tenant_id = :tenant" + lock)
                .param("tenant", id)
                .query((row, n) -> TenantRow.read(row))
                .list();
        return SenderRows.attach(jdbc, found).stream().findFirst();
    }

    /** Without the archived ones; newest first, from below the given id. */
    public List<Tenant> list(@Nullable UUID below, int limit) {
        return ledger.call(jdbc -> SenderRows.attach(
                jdbc,
                jdbc.sql("""
                                select * from tenant
                                where archived_at is null and (:below::uuid is null or tenant_id < :below::uuid)
                                order by tenant_id desc limit :limit""")
                        .param("below", below)
                        .param("limit", limit)
                        .query((row, n) -> TenantRow.read(row))
                        .list()));
    }

    /** Changes a tenant from what it is now; two at once follow each other. Empty when there is none. */
    public Optional<Tenant> change(UUID id, Precondition precondition, Function<Tenant, TenantProfile> change) {
        return ledger.call(jdbc -> find(jdbc, id, " for update").flatMap(before -> {
            precondition.check(before.version());
            TenantProfile to = change.apply(before);
            TenantRow.bind(jdbc.sql("""
                            update tenant set name = :name, tier = :tier, time_zone = :zone,
                                quiet_start = :quietStart, quiet_end = :quietEnd,
                                notify_email = :notifyEmail, flags = :flags,
                                unknown_policy = :unknownPolicy, retention_content_days = :contentDays,
                                retention_messages_days = :messagesDays, retention_notices_days = :noticesDays,
                                retention_callbacks_days = :callbacksDays,
                                retention_inbound_days = :inboundDays, requests_per_minute = :requests,
                                requests_per_minute_of_key = :requestsOfKey, version = version + 1
                            where tenant_id = :id"""), id, to).update();
            SenderRows.replace(jdbc, id, to.senders());
            Map<String, Object> changes = TenantChanges.detail(before.profile(), to);
            if (!changes.isEmpty()) {
                AuditLog.add(
                        jdbc, AuditEvent.byOperator(id, AuditAction.TENANT_CHANGED, null, changes), clock.instant());
            }
            return find(jdbc, id, "");
        }));
    }
}
