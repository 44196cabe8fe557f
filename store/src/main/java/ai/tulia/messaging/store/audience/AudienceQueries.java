package ai.tulia.messaging.store.audience;

import ai.tulia.messaging.domain.criteria.Criteria;
import ai.tulia.messaging.store.consent.SenderChannel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whom criteria mean among a tenant's customers, within the open tenant transaction. Consents are those for the channel
 * of the tenant's sender.
 */
@Component
public class AudienceQueries {
    private static final String MEANT =
            " from customer c where c.tenant_id = :tenant and c.erasure_requested_at is null and (%s)";

    private final JdbcClient jdbc;
    private final SenderChannel channels;

    AudienceQueries(JdbcClient jdbc, SenderChannel channels) {
        this.jdbc = jdbc;
        this.channels = channels;
    }

    /** @param now from when days ago are counted */
    public long count(UUID tenantId, Criteria criteria, Instant now) {
        var sql = CriteriaSql.of(criteria, channels.of(tenantId), now);
        return jdbc.sql("select count(*)" + MEANT.formatted(sql.condition()))
                .param("tenant", tenantId)
                .params(sql.parameters())
                .query(Long.class)
                .single();
    }

    /** Newest first; those older than {@code before}, or the newest when it is null. */
    public List<AudienceMember> page(UUID tenantId, Criteria criteria, Instant now, @Nullable UUID before, int limit) {
        var sql = CriteriaSql.of(criteria, channels.of(tenantId), now);
        return jdbc.sql("select c.id, c.name, c.time_zone" + MEANT.formatted(sql.condition())
                        + " and (cast(:before as uuid) is null or c.id < cast(:before as uuid))"
                        + " order by c.id desc limit :limit")
                .param("tenant", tenantId)
                .param("before", before == null ? null : before.toString())
                .param("limit", limit)
                .params(sql.parameters())
                .query((row, number) -> new AudienceMember(
                        row.getObject("id", UUID.class), row.getString("name"), row.getString("time_zone")))
                .list();
    }
}
