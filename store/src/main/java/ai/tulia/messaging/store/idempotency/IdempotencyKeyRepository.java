package ai.tulia.messaging.store.idempotency;

import ai.tulia.messaging.store.database.Sql;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which requests a tenant has already made, by the key it gave them; remembered for 24 h. */
@Component
public class IdempotencyKeyRepository {
    /** Longer than any request takes to accept what it asks for; after it a crashed one may be made again. */
    public static final Duration LOCK = Duration.ofSeconds(60);

    public static final Duration KEPT = Duration.ofHours(24);

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final Clock clock;

    IdempotencyKeyRepository(TenantTransactions transactions, JdbcClient jdbc, Clock clock) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Takes the key for this request, or tells what became of the one that has it. Its own transaction. */
    public IdempotencyKeyClaim begin(UUID tenantId, String key, byte[] requestHash) {
        return transactions.call(tenantId, () -> claim(tenantId, key, requestHash, null));
    }

    /**
     * The same within the open transaction, which accepts what the request asks for.
     *
     * @param acceptedId tied to the key; null = not known yet, see {@link #linkMessage}
     */
    public IdempotencyKeyClaim claim(UUID tenantId, String key, byte[] requestHash, @Nullable UUID acceptedId) {
        Instant now = clock.instant();
        Instant lockedUntil = now.plus(LOCK);
        // One statement, so that of many at once exactly one starts: the others wait for its row.
        int taken = jdbc.sql("""
                            insert into idempotency_key as k (tenant_id, key_hash, request_hash, locked_until, message_id, created_at)
                            values (:tenant, :keyHash, :hash, :lockedUntil, :acceptedId::uuid, :now)
                            on conflict (tenant_id, key_hash) do update
                            set request_hash = :hash, locked_until = :lockedUntil, created_at = :now,
                                message_id = :acceptedId::uuid, response_status = null, response_etag = null, response_body = null
                            where k.created_at <= :tooOld
                               or k.response_status is null and k.message_id is null
                                  and k.locked_until <= :now and k.request_hash = :hash""")
                .param("tenant", tenantId)
                .param("keyHash", ShortHash.of(key))
                .param("hash", ShortHash.of(requestHash))
                .param("lockedUntil", Sql.utc(lockedUntil))
                .param("acceptedId", acceptedId)
                .param("now", Sql.utc(now))
                .param("tooOld", Sql.utc(now.minus(KEPT)))
                .update();
        return taken == 1
                ? new IdempotencyKeyClaim.Started(lockedUntil)
                : whatBecameOfIt(tenantId, key, requestHash, now);
    }

    /**
     * Ties the message to the key in the caller's open transaction, so that both are kept or neither.
     *
     * @throws KeyAlreadyUsedException when another request with this key was faster; roll back
     */
    public void linkMessage(UUID tenantId, String key, UUID messageId) {
        int linked = jdbc.sql("""
                        update idempotency_key set message_id = :messageId
                        where tenant_id = :tenant and key_hash = :keyHash
                            and message_id is null and response_status is null""")
                .param("messageId", messageId)
                .param("tenant", tenantId)
                .param("keyHash", ShortHash.of(key))
                .update();
        if (linked == 0) {
            throw new KeyAlreadyUsedException();
        }
    }

    /**
     * Takes the key of a request whose process died after it began to accept what was asked for. Its own transaction.
     *
     * @return until when it is held; empty when another one was faster
     */
    public Optional<Instant> takeOver(UUID tenantId, String key, UUID acceptedId) {
        Instant now = clock.instant();
        Instant lockedUntil = now.plus(LOCK);
        return transactions.call(
                tenantId,
                () -> jdbc.sql("""
                        update idempotency_key set locked_until = :lockedUntil
                        where tenant_id = :tenant and key_hash = :keyHash and message_id = :accepted
                            and response_status is null and coalesce(locked_until, :now) <= :now""")
                                        .param("lockedUntil", Sql.utc(lockedUntil))
                                        .param("tenant", tenantId)
                                        .param("keyHash", ShortHash.of(key))
                                        .param("accepted", acceptedId)
                                        .param("now", Sql.utc(now))
                                        .update()
                                == 1
                        ? Optional.of(lockedUntil)
                        : Optional.empty());
    }

    /** Keeps the answer, if this request still holds the key. */
    public void remember(UUID tenantId, String key, Instant lockedUntil, IdempotencyKeyClaim.Answered answer) {
        transactions.run(
                tenantId,
                () -> jdbc.sql("""
                        update idempotency_key
                        set response_status = :status, response_etag = :etag, response_body = :body, locked_until = null
                        where tenant_id = :tenant and key_hash = :keyHash and locked_until = :lockedUntil""")
                        .param("status", answer.status())
                        .param("etag", answer.etag())
                        .param("body", StoredResponse.keep(answer.body()))
                        .param("tenant", tenantId)
                        .param("keyHash", ShortHash.of(key))
                        .param("lockedUntil", Sql.utc(lockedUntil))
                        .update());
    }

    /** Lets the key go: the same request may be made again at once. */
    public void forget(UUID tenantId, String key, Instant lockedUntil) {
        transactions.run(
                tenantId,
                () -> jdbc.sql("""
                        delete from idempotency_key
                        where tenant_id = :tenant and key_hash = :keyHash and locked_until = :lockedUntil""")
                        .param("tenant", tenantId)
                        .param("keyHash", ShortHash.of(key))
                        .param("lockedUntil", Sql.utc(lockedUntil))
                        .update());
    }

    /** After a failure: forgets the key, unless a message was accepted with it; then its answer comes from the ledger. */
    public void abandon(UUID tenantId, String key, Instant lockedUntil) {
        transactions.run(tenantId, () -> {
            jdbc.sql("""
                            update idempotency_key set locked_until = :lockedUntil
                            where tenant_id = :tenant and key_hash = :keyHash and locked_until = :claimedUntil
                                and message_id is not null""")
                    .param("lockedUntil", Sql.utc(clock.instant()))
                    .param("tenant", tenantId)
                    .param("keyHash", ShortHash.of(key))
                    .param("claimedUntil", Sql.utc(lockedUntil))
                    .update();
            forget(tenantId, key, lockedUntil);
        });
    }

    private IdempotencyKeyClaim whatBecameOfIt(UUID tenantId, String key, byte[] requestHash, Instant now) {
        return jdbc.sql("select * from idempotency_key where tenant_id = :tenant and key_hash = :keyHash")
                .param("tenant", tenantId)
                .param("keyHash", ShortHash.of(key))
                .query((row, n) -> IdempotencyRow.read(row, ShortHash.of(requestHash), now))
                .optional()
                // Forgotten between the two statements: the caller comes again.
                .orElseGet(IdempotencyKeyClaim.InFlight::new);
    }
}
