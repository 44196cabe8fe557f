package ai.tulia.messaging.store.apikey;

import ai.tulia.messaging.store.audit.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When keys were last used, and how often refused: noted in memory by each request, written to the ledger by whoever calls
 * {@link #write} now and then.
 */
@Component
public class KeyActivity {
    /** Of the refusals of one key, or of all that there are not, one entry for each process in so long. */
    private static final Duration REFUSALS_WRITTEN_EVERY = Duration.ofMinutes(10);

    private final KeyActivityRepository ledger;
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

    KeyActivity(KeyActivityRepository ledger) {
        this.ledger = ledger;
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
            ledger.writeUses(tenant, keys);
            keys.forEach((id, at) -> used.remove(new KeyRef(tenant, id), at));
        });
        refused.forEach((what, refusals) -> {
            if (refusals.isDue(now)) {
                KeyRef key = what.key();
                ledger.writeRefusals(
                        key == null ? AuditEvent.NO_TENANT : key.tenantId(),
                        key == null ? null : key.id(),
                        what.reason(),
                        refusals.requests(),
                        now);
                refused.computeIfPresent(
                        what, (same, known) -> new Refusals(known.requests() - refusals.requests(), now));
            } else if (refusals.isPast(now)) {
                refused.remove(what, refusals);
            }
        });
    }
}
