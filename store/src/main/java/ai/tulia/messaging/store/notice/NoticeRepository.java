package ai.tulia.messaging.store.notice;

import ai.tulia.messaging.store.database.Json;
import ai.tulia.messaging.store.database.Sql;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes notices, within the open tenant transaction; they go out by mail where the tenant has an address. */
@Component
public class NoticeRepository {
    private final JdbcClient jdbc;

    NoticeRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * When the newest of this kind was made, unless that is before {@code since}. Whoever asks has the say until the end of
     * the transaction: no other makes one meanwhile.
     */
    public Optional<Instant> madeSince(UUID tenantId, NoticeKind kind, Instant since) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:notice, 0))")
                .param("notice", "notice/" + tenantId + "/" + kind.code())
                .query((row, number) -> true)
                .single();
        return jdbc.sql("select max(created_at) as at from notice"
                        + " where tenant_id = :tenant and kind = :kind and created_at > :since")
                .param("tenant", tenantId)
                .param("kind", kind.code())
                .param("since", Sql.utc(since))
                .query((row, number) -> Optional.ofNullable(Sql.instant(row, "at")))
                .single();
    }

    public void add(UUID tenantId, UUID id, NoticeKind kind, Map<String, ?> detail, Instant now) {
        jdbc.sql("""
                        insert into notice (tenant_id, id, kind, detail, created_at, delivery, next_attempt_at)
                        select tenant_id, :id, :kind, :detail::jsonb, :now, case when mailed then 'pending' else 'stored' end,
                            case when mailed then :now::timestamptz end
                        from (select tenant_id, notify_email is not null as mailed from tenant
                            where tenant_id = :tenant) t""")
                .param("id", id)
                .param("kind", kind.code())
                .param("detail", Json.write(detail))
                .param("now", Sql.utc(now))
                .param("tenant", tenantId)
                .update();
    }
}
