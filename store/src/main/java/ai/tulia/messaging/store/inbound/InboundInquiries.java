package ai.tulia.messaging.store.inbound;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Up to when the provider was asked what customers wrote, within the open tenant transaction. */
@Component
public class InboundInquiries {
    private final JdbcClient jdbc;

    InboundInquiries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param listedUntil what came before that is known; for one that was never asked for, when the tenant got its first account
     * @param askedAt when it was last tried
     */
    public record Inquiry(Instant listedUntil, Instant askedAt) {}

    /** Empty when the tenant has no account. */
    public Optional<Inquiry> last(UUID tenantId) {
        return jdbc.sql("""
                        select coalesce(i.listed_until, a.updated_at) as listed_until,
                            coalesce(i.asked_at, a.updated_at) as asked_at
                        from (select tenant_id, min(updated_at) as updated_at from provider_account
                            where tenant_id = :tenant group by tenant_id) a
                        left join inbound_inquiry i on i.tenant_id = a.tenant_id""")
                .param("tenant", tenantId)
                .query((row, n) -> new Inquiry(
                        Objects.requireNonNull(instant(row, "listed_until")),
                        Objects.requireNonNull(instant(row, "asked_at"))))
                .optional();
    }

    /** @param until null = it could not be asked */
    public void asked(UUID tenantId, @Nullable Instant until, Instant at) {
        jdbc.sql("""
                        insert into inbound_inquiry as i (tenant_id, listed_until, asked_at) values (:tenant, :until, :at)
                        on conflict (tenant_id) do update
                            set listed_until = greatest(i.listed_until, excluded.listed_until), asked_at = :at""")
                .param("tenant", tenantId)
                .param("until", utc(until))
                .param("at", utc(at))
                .update();
    }
}
