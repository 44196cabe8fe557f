package ai.tulia.messaging.store.sweep;

import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.store.database.SweeperDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Finds across tenants which shared contacts are to be fetched. */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class DueContactQueries {
    private static final int OF_ONE_TENANT = 10;

    private final SweeperDatabase ledger;

    DueContactQueries(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    /** By the message that it came in. */
    public record DueContact(UUID tenantId, UUID inboundId) {}

    /** The longest waiting first, and a few of each tenant: many of one hold up no other's. */
    public List<DueContact> due(Instant now, int limit) {
        return ledger.jdbc()
                .sql("""
                        select tenant_id, inbound_id from (
                            select tenant_id, inbound_id, next_attempt_at,
                                row_number() over (partition by tenant_id order by next_attempt_at) as place
                            from shared_contact where outcome is null and next_attempt_at <= :now) due
                        where place <= :each order by next_attempt_at limit :limit""")
                .param("now", utc(now))
                .param("each", OF_ONE_TENANT)
                .param("limit", limit)
                .query((row, n) -> new DueContact(
                        Objects.requireNonNull(uuid(row, "tenant_id")),
                        Objects.requireNonNull(uuid(row, "inbound_id"))))
                .list();
    }
}
