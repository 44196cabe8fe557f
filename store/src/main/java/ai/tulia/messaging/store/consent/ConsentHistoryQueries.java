package ai.tulia.messaging.store.consent;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All that customers ever said about consents, within the open tenant transaction. */
@Component
public class ConsentHistoryQueries {
    private final JdbcClient jdbc;

    ConsentHistoryQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The latest {@code most} entries of the history, oldest first. */
    public List<Consent> latest(UUID tenantId, UUID customerId, int most) {
        return jdbc.sql("""
                        select * from (
                            select * from consent_event where tenant_id = :tenant and customer_id = :customerId
                            order by id desc limit :limit) latest
                        order by id""")
                .param("tenant", tenantId)
                .param("customerId", customerId)
                .param("limit", most)
                .query(ConsentLedger::consent)
                .list();
    }

    /** An entry of the history. @param id grows from each to the next */
    public record Entry(long id, Consent said) {}

    /** A page of the history, oldest first: those after this id. */
    public List<Entry> after(UUID tenantId, UUID customerId, long after, int most) {
        return jdbc.sql("""
                        select * from consent_event where tenant_id = :tenant and customer_id = :customerId and id > :after
                        order by id limit :limit""")
                .param("tenant", tenantId)
                .param("customerId", customerId)
                .param("after", after)
                .param("limit", most)
                .query((row, n) -> new Entry(row.getLong("id"), ConsentLedger.consent(row, n)))
                .list();
    }
}
