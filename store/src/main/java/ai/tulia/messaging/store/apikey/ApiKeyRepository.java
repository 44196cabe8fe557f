package ai.tulia.messaging.store.apikey;

import ai.tulia.messaging.domain.time.TimeFormat;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.OperatorDatabase;
import ai.tulia.messaging.store.database.Sql;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The keys of all tenants, as an operator keeps them. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class ApiKeyRepository {
    private final OperatorDatabase ledger;
    private final Clock clock;

    ApiKeyRepository(OperatorDatabase ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A new key; the only moment its secret can be seen. */
    public record Created(StoredKey key, ApiKeySecret secret) {}

    /**
     * @throws org.springframework.dao.DataIntegrityViolationException when there is no such tenant
     * @throws TenantArchivedException when it was archived: it has no keys any more
     */
    public Created create(UUID tenantId, String name, List<String> scopes, @Nullable Instant expiresAt) {
        ApiKeySecret secret = ApiKeySecret.generate();
        Instant now = clock.instant();
        var key = new StoredKey(tenantId, Ids.next(), secret.prefix(), name, scopes, now, expiresAt, null, null);
        return ledger.call(jdbc -> {
            refuseArchived(jdbc, tenantId);
            jdbc.sql("""
                            insert into api_key (tenant_id, id, prefix, secret_hash, name, scopes, created_at, expires_at)
                            values (:tenant, :id, :prefix, :secretHash, :name, :scopes, :createdAt, :expiresAt)""")
                    .param("tenant", tenantId)
                    .param("id", key.id())
                    .param("prefix", key.prefix())
                    .param("secretHash", secret.hash())
                    .param("name", name)
                    .param("scopes", scopes.toArray(new String[0]))
                    .param("createdAt", Sql.utc(now))
                    .param("expiresAt", Sql.utc(expiresAt))
                    .update();
            AuditLog.add(
                    jdbc,
                    AuditEvent.byOperator(tenantId, AuditAction.API_KEY_CREATED, key.id(), detail(scopes, expiresAt)),
                    now);
            return new Created(key, secret);
        });
    }

    /** Who archives it meanwhile waits, and revokes this key too. */
    private static void refuseArchived(JdbcClient jdbc, UUID tenantId) {
        boolean archived = jdbc.sql("select archived_at is not null from tenant where tenant_id = :tenant for share")
                .param("tenant", tenantId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
        if (archived) {
            throw new TenantArchivedException();
        }
    }

    private static Map<String, Object> detail(List<String> scopes, @Nullable Instant expiresAt) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("scopes", scopes);
        if (expiresAt != null) {
            detail.put("expires_at", TimeFormat.instant(expiresAt));
        }
        return detail;
    }

    /** Newest first, from below the given id. */
    public List<StoredKey> list(UUID tenantId, @Nullable UUID below, int limit) {
        return ledger.call(jdbc -> jdbc.sql("""
                        select * from api_key where tenant_id = :tenant and (:below::uuid is null or id < :below::uuid)
                        order by id desc limit :limit""")
                .param("tenant", tenantId)
                .param("below", below)
                .param("limit", limit)
                .query((row, n) -> StoredKeyRow.read(row))
                .list());
    }

    /** Closes a key for good; one already closed stays as it was. False when the tenant has no such key. */
    public boolean revoke(UUID tenantId, UUID id) {
        Instant now = clock.instant();
        return ledger.call(jdbc -> {
            int revoked = jdbc.sql("""
                            update api_key set revoked_at = :now
                            where tenant_id = :tenant and id = :id and revoked_at is null""")
                    .param("now", Sql.utc(now))
                    .param("tenant", tenantId)
                    .param("id", id)
                    .update();
            if (revoked > 0) {
                AuditLog.add(jdbc, AuditEvent.byOperator(tenantId, AuditAction.API_KEY_REVOKED, id, Map.of()), now);
                return true;
            }
            return jdbc.sql("select exists (select from api_key where tenant_id = :tenant and id = :id)")
                    .param("tenant", tenantId)
                    .param("id", id)
                    .query(Boolean.class)
                    .single();
        });
    }
}
