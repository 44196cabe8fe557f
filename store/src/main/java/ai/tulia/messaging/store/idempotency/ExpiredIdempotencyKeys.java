package ai.tulia.messaging.store.idempotency;

import ai.tulia.messaging.store.database.OperatorDatabase;
import ai.tulia.messaging.store.database.Sql;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Keys past their 24 h leave in bounded steps, whoever's they are. */
@Component
@ConditionalOnProperty("tulia.db.operator-password")
public class ExpiredIdempotencyKeys {
    private final OperatorDatabase ledger;
    private final Clock clock;

    ExpiredIdempotencyKeys(OperatorDatabase ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Removes at most this many, the oldest first, and tells how many there were. */
    public int remove(int most) {
        var tooOld = Sql.utc(clock.instant().minus(IdempotencyKeyRepository.KEPT));
        return ledger.call(jdbc ->
                jdbc.sql("""
                        delete from idempotency_key where (tenant_id, key_hash) in (
                            select tenant_id, key_hash from idempotency_key where created_at <= :before
                            order by created_at limit :limit for update skip locked)""").param("before", tooOld).param("limit", most).update());
    }

    /** The same of the dedupe_keys, which are past their 24 h by the database's clock. */
    public int removeDedupeKeys(int most) {
        return ledger.call(jdbc -> jdbc.sql("""
                        delete from dedupe_key where (tenant_id, key_hash) in (
                            select tenant_id, key_hash from dedupe_key where created_at <= now() - interval '24 hours'
                            order by created_at limit :limit for update skip locked)""").param("limit", most).update());
    }
}
