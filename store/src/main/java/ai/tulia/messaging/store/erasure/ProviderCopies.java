package ai.tulia.messaging.store.erasure;

import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.utc;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages of erased customers that the provider still has, within the open tenant transaction. */
@Component
public class ProviderCopies {
    /** Over about 15 days: in rare cases the provider lets a message be deleted only after 14. */
    private static final int MAX_ATTEMPTS = 25;

    private final JdbcClient jdbc;

    ProviderCopies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** They are to be deleted there. */
    public void add(UUID tenantId, UUID customerId, Collection<String> sids, Instant at) {
        if (sids.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into provider_copy (tenant_id, provider_msg_id, customer_id, next_attempt_at)
                        select :tenant, sid, :customer, :at from unnest(:sids::text[]) sid
                        on conflict do nothing""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("sids", texts(sids))
                .param("at", utc(at))
                .update();
    }

    /** Whether it is a message of an erased customer's: who hears of it again must not take it for a new one. */
    public boolean contains(UUID tenantId, String sid) {
        return jdbc.sql(
                        "select exists (select from provider_copy where tenant_id = :tenant and provider_msg_id = :sid)")
                .param("tenant", tenantId)
                .param("sid", sid)
                .query(Boolean.class)
                .single();
    }

    /**
     * Takes one that is due: nobody else has it for a minute at least, twice as long after each attempt, up to a day. The last
     * attempt leaves it as undeletable.
     *
     * @return which attempt it is, from 1; empty when it is not due any more
     */
    public Optional<Integer> claim(UUID tenantId, String sid, Instant now) {
        return jdbc.sql("""
                        update provider_copy set attempts = attempts + 1,
                            next_attempt_at = case when attempts + 1 < :most then :now::timestamptz
                                + least(interval '1 minute' * (1 << least(attempts, 11)), interval '1 day') end
                        where tenant_id = :tenant and provider_msg_id = :sid and next_attempt_at <= :now
                        returning attempts""")
                .param("most", MAX_ATTEMPTS)
                .param("now", utc(now))
                .param("tenant", tenantId)
                .param("sid", sid)
                .query(Integer.class)
                .optional();
    }

    /** The provider has it no more. */
    public void remove(UUID tenantId, String sid) {
        jdbc.sql("delete from provider_copy where tenant_id = :tenant and provider_msg_id = :sid")
                .param("tenant", tenantId)
                .param("sid", sid)
                .update();
    }

    /** It cannot be deleted there. */
    public void markUndeletable(UUID tenantId, String sid) {
        jdbc.sql("update provider_copy set next_attempt_at = null where tenant_id = :tenant and provider_msg_id = :sid")
                .param("tenant", tenantId)
                .param("sid", sid)
                .update();
    }
}
