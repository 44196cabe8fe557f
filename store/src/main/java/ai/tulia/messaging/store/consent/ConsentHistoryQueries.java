package ai.tulia.messaging.store.consent;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    public List<Entry> latest(UUID tenantId, UUID customerId, int most) {
        return jdbc.sql("""
                        select * from (
                            select * from consent_event where tenant_id = :tenant and customer_id = :customerId
                            order by id desc limit :limit) latest
                        order by id""")
                .param("tenant", tenantId)
                .param("customerId", customerId)
                .param("limit", most)
                .query(ConsentHistoryQueries::entry)
                .list();
    }

    /**
     * An entry of the history.
     *
     * @param id grows from each to the next
     * @param underWay of a withdrawal: ids of the messages that it governs and that had begun to leave; null = of a grant, or
     *     it was not noted
     */
    public record Entry(long id, Consent said, @Nullable List<UUID> underWay) {}

    /** A page of the history, oldest first: those after this id. */
    public List<Entry> after(UUID tenantId, UUID customerId, long after, int most) {
        return jdbc.sql("""
                        select * from consent_event where tenant_id = :tenant and customer_id = :customerId and id > :after
                        order by id limit :limit""")
                .param("tenant", tenantId)
                .param("customerId", customerId)
                .param("after", after)
                .param("limit", most)
                .query(ConsentHistoryQueries::entry)
                .list();
    }

    private static Entry entry(ResultSet row, int n) throws SQLException {
        @Nullable Array underWay = row.getArray("under_way");
        return new Entry(
                row.getLong("id"),
                ConsentLedger.consent(row, n),
                underWay == null ? null : List.of((UUID[]) underWay.getArray()));
    }
}
