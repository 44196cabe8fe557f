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

/** Finds across tenants which customers are to be erased, and what of theirs is to be deleted at the provider. */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class DueErasureQueries {
    private static final int OF_ONE_TENANT = 20;

    private final SweeperDatabase ledger;

    DueErasureQueries(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    public record DueErasure(UUID tenantId, UUID customerId) {}

    /** By the provider's id. */
    public record DueCopy(UUID tenantId, String sid) {}

    /** Of each tenant the longest waiting first, and the first of each before the second of any: many of one hold up no other's. */
    public List<DueErasure> erasures(Instant now, int limit) {
        return ledger.jdbc()
                .sql(due("customer_erasure", "customer_id", "next_look_at"))
                .param("now", utc(now))
                .param("each", OF_ONE_TENANT)
                .param("limit", limit)
                .query((row, n) -> new DueErasure(
                        Objects.requireNonNull(uuid(row, "tenant_id")),
                        Objects.requireNonNull(uuid(row, "customer_id"))))
                .list();
    }

    /** The same of messages that the provider still has. */
    public List<DueCopy> copies(Instant now, int limit) {
        return ledger.jdbc()
                .sql(due("provider_copy", "provider_msg_id", "next_attempt_at"))
                .param("now", utc(now))
                .param("each", OF_ONE_TENANT)
                .param("limit", limit)
                .query((row, n) ->
                        new DueCopy(Objects.requireNonNull(uuid(row, "tenant_id")), row.getString("provider_msg_id")))
                .list();
    }

    private static String due(String table, String key, String at) {
        return """
                select tenant_id, %2$s from (
                    select tenant_id, %2$s, %3$s, row_number() over (partition by tenant_id order by %3$s) as place
                    from %1$s where %3$s <= :now) due
                where place <= :each order by place, %3$s limit :limit""".formatted(table, key, at);
    }
}
