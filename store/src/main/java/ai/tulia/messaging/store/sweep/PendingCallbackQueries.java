package ai.tulia.messaging.store.sweep;

import ai.tulia.messaging.store.database.SweeperDatabase;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Finds across tenants whose callbacks wait to be applied. */
@Component
@ConditionalOnProperty("tulia.db.sweeper-password")
public class PendingCallbackQueries {
    private final SweeperDatabase ledger;

    PendingCallbackQueries(SweeperDatabase ledger) {
        this.ledger = ledger;
    }

    /** By the index, one look-up for each such tenant, however many callbacks it has. */
    public List<UUID> tenants() {
        return ledger.jdbc().sql("""
                        with recursive waiting as (
                            (select tenant_id from provider_callback where applied_at is null
                                order by tenant_id limit 1)
                            union all
                            select (select c.tenant_id from provider_callback c
                                where c.applied_at is null and c.tenant_id > w.tenant_id
                                order by c.tenant_id limit 1)
                            from waiting w where w.tenant_id is not null)
                        select tenant_id from waiting where tenant_id is not null""").query(UUID.class).list();
    }
}
