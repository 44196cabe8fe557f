package ai.tulia.messaging.store.apikey;

import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditActor;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.audit.AuditLog;
import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When keys were last used, and how often refused: noted in memory by each request, written to the ledger by whoever calls
 * {@link #write} now and then.
 */
@Component
public class KeyActivity {
    /** Of the refusals of one key, or of all that there are not, one entry for each process in so long. */
    private static final Duration REFUSALS_WRITTEN_EVERY = Duration.ofMinutes(10);

    /** Several processes see the same key: less than so much later says nothing new. */
    private static final Duration LAST_USE_WRITTEN_EVERY = Duration.ofSeconds(45);

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final ConcurrentHashMap<KeyRef, Instant> used = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Refused, Refusals> refused = new ConcurrentHashMap<>();

    private record KeyRef(UUID tenantId, UUID id) {}

    /** @param key null = none that there is; @param reason machine-readable */
    private record Refused(@Nullable KeyRef key, String reason) {}

    /** @param requests since the last entry; @param writtenAt when that was written, null = not yet */
    private record Refusals(long requests, @Nullable Instant writtenAt) {
        boolean isDue(Instant now) {
            return requests > 0 && !isWritten(now);
        }

        boolean isPast(Instant now) {
            return requests == 0 && !isWritten(now);
        }

        private boolean isWritten(Instant now) {
            return writtenAt != null && now.isBefore(writtenAt.plus(REFUSALS_WRITTEN_EVERY));
        }
    }

    KeyActivity(TenantTransactions transactions, JdbcClient jdbc, AuditLog audit) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.audit = audit;
    }

    public void used(StoredKey key, Instant at) {
        used.put(new KeyRef(key.tenantId(), key.id()), at);
    }

    /** A key that was revoked or has expired. */
    public void refused(StoredKey key) {
        count(new Refused(new KeyRef(key.tenantId(), key.id()), key.revokedAt() == null ? "expired" : "revoked"));
    }

    /** A key that there is not. */
    public void refusedUnknown() {
        count(new Refused(null, "unknown"));
    }

    private void count(Refused what) {
        refused.merge(
                what,
                new Refusals(1, null),
                (known, one) -> new Refusals(known.requests() + one.requests(), known.writtenAt()));
    }

    /** Writes what was noted since, all of a tenant's in one transaction. What fails is noted still. */
    public void write(Instant now) {
        var byTenant = new HashMap<UUID, Map<UUID, Instant>>();
        used.forEach((key, at) -> byTenant.computeIfAbsent(key.tenantId(), tenant -> new HashMap<>())
                .put(key.id(), at));
        byTenant.forEach((tenant, keys) -> {
            writeUses(tenant, keys);
            keys.forEach((id, at) -> used.remove(new KeyRef(tenant, id), at));
        });
        refused.forEach((what, refusals) -> {
            if (refusals.isDue(now)) {
                writeRefusals(what, refusals.requests(), now);
                refused.computeIfPresent(
                        what, (key, known) -> new Refusals(known.requests() - refusals.requests(), now));
            } else if (refusals.isPast(now)) {
                refused.remove(what, refusals);
            }
        });
    }

    private void writeUses(UUID tenantId, Map<UUID, Instant> keys) {
        var noted = List.copyOf(keys.entrySet());
        transactions.run(tenantId, () -> {
            List<FirstUse> first = jdbc.sql("""
                            with used as (
                                select k.id, k.last_used_at as before, u.at
                                from unnest(:ids::uuid[], :ats::timestamptz[]) u (id, at)
                                join api_key k on k.tenant_id = :tenant and k.id = u.id
                                    and (k.last_used_at is null or k.last_used_at < u.at - :apart::interval)
                                order by k.id for update of k)
                            update api_key k set last_used_at = used.at from used
                            where k.tenant_id = :tenant and k.id = used.id
                            returning k.id, used.at, used.before is null as first""")
                    .param(
                            "ids",
                            Sql.texts(noted.stream().map(Map.Entry::getKey).toList()))
                    .param(
                            "ats",
                            Sql.texts(noted.stream().map(Map.Entry::getValue).toList()))
                    .param("tenant", tenantId)
                    .param("apart", LAST_USE_WRITTEN_EVERY.toString())
                    .query((row, number) -> FirstUse.read(row))
                    .list();
            for (FirstUse use : first) {
                if (use.first()) {
                    audit.add(
                            AuditEvent.byKey(tenantId, use.id(), AuditAction.API_KEY_FIRST_USED, use.id(), Map.of()),
                            use.at());
                }
            }
        });
    }

    private record FirstUse(UUID id, Instant at, boolean first) {
        static FirstUse read(ResultSet row) throws SQLException {
            return new FirstUse(
                    Objects.requireNonNull(Sql.uuid(row, "id")),
                    Objects.requireNonNull(Sql.instant(row, "at")),
                    row.getBoolean("first"));
        }
    }

    private void writeRefusals(Refused what, long requests, Instant now) {
        KeyRef key = what.key();
        UUID tenantId = key == null ? AuditEvent.NO_TENANT : key.tenantId();
        var event = new AuditEvent(
                tenantId,
                key == null ? AuditActor.UNKNOWN : AuditActor.key(key.id()),
                AuditAction.API_KEY_REFUSED,
                key == null ? null : key.id().toString(),
                Map.of("reason", what.reason(), "requests", requests));
        transactions.run(tenantId, () -> audit.add(event, now));
    }
}
