package ai.tulia.messaging.store.tenant;

import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.OperatorDatabase;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.Sql;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Suspends tenants, resumes and archives them. What is done twice is done once. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class TenantLifecycle {
    /** By indexes of what is open, whatever else the tenant has. */
    private static final String IN_USE = """
            select exists (select from message where tenant_id = :tenant and status = 'pending' and broadcast_id is null)
                or exists (select from broadcast where tenant_id = :tenant and status in ('running', 'paused'))
            """;

    private final OperatorDatabase ledger;
    private final Clock clock;

    TenantLifecycle(OperatorDatabase ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What became of the wish to archive a tenant. */
    public enum Archived {
        DONE,
        /** Messages of it are open, or broadcasts. */
        IN_USE,
        NO_TENANT
    }

    /** From the commit on no decision lets a message of it go; what had begun to leave leaves. Empty when there is none. */
    public Optional<Tenant> suspend(UUID id) {
        return change(id, "suspended_at = :now", "suspended_at is null", AuditAction.TENANT_SUSPENDED);
    }

    /** One that is archived stays as it is. Empty when there is none. */
    public Optional<Tenant> resume(UUID id) {
        return change(
                id,
                "suspended_at = null",
                "suspended_at is not null and archived_at is null",
                AuditAction.TENANT_RESUMED);
    }

    private Optional<Tenant> change(UUID id, String set, String where, AuditAction action) {
        Instant now = clock.instant();
        return ledger.call(jdbc -> {
            int changed = jdbc.sql("update tenant set " + set + ", version = version + 1 where tenant_id = :tenant and "
                            + where)
                    .param("now", Sql.utc(now))
                    .param("tenant", id)
                    .update();
            if (changed == 1) {
                AuditLog.add(jdbc, AuditEvent.byOperator(id, action, null, Map.of()), now);
            }
            return TenantRepository.find(jdbc, id, "");
        });
    }

    /** Suspends it for good, takes it out of the lists and revokes its keys. */
    public Archived archive(UUID id, Precondition precondition) {
        Instant now = clock.instant();
        return ledger.call(jdbc -> {
            Optional<Tenant> found = TenantRepository.find(jdbc, id, " for update");
            if (found.isEmpty()) {
                return Archived.NO_TENANT;
            }
            precondition.check(found.get().version());
            if (found.get().isArchived()) {
                return Archived.DONE;
            }
            if (jdbc.sql(IN_USE).param("tenant", id).query(Boolean.class).single()) {
                return Archived.IN_USE;
            }
            jdbc.sql("""
                            update tenant set archived_at = :now, suspended_at = coalesce(suspended_at, :now),
                                version = version + 1
                            where tenant_id = :tenant""").param("now", Sql.utc(now)).param("tenant", id).update();
            int revoked = revokeKeys(jdbc, id, now);
            AuditLog.add(
                    jdbc,
                    AuditEvent.byOperator(id, AuditAction.TENANT_ARCHIVED, null, Map.of("revoked_keys", revoked)),
                    now);
            return Archived.DONE;
        });
    }

    private static int revokeKeys(JdbcClient jdbc, UUID id, Instant now) {
        return jdbc.sql("update api_key set revoked_at = :now where tenant_id = :tenant and revoked_at is null")
                .param("now", Sql.utc(now))
                .param("tenant", id)
                .update();
    }
}
