package ai.tulia.messaging.store.erasure;

import static ai.tulia.messaging.store.database.Sql.instant;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which customers are to be erased, and how far that is, within the open tenant transaction. */
@Component
public class CustomerErasureRepository {
    /** A worker that dies leaves an erasure to the others then. */
    private static final Duration LEASE = Duration.ofMinutes(1);
    /** What was being written while a customer was erased is committed by then, and is erased, too. */
    private static final Duration SECOND_LOOK_AFTER = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    CustomerErasureRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<CustomerErasure> find(UUID tenantId, UUID customerId) {
        return jdbc.sql("""
                        select requested_at, erased_at, (select count(*) from provider_copy
                            where tenant_id = :tenant and customer_id = :customer) as provider_copies
                        from customer_erasure where tenant_id = :tenant and customer_id = :customer""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .query((row, n) -> new CustomerErasure(
                        customerId,
                        Objects.requireNonNull(instant(row, "requested_at")),
                        instant(row, "erased_at"),
                        row.getLong("provider_copies")))
                .optional();
    }

    void add(UUID tenantId, UUID customerId, Instant at) {
        jdbc.sql("""
                        insert into customer_erasure (tenant_id, customer_id, requested_at, next_look_at)
                        values (:tenant, :customer, :at, :at)""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("at", utc(at))
                .update();
    }

    /**
     * @param lastMessageId up to which its messages are done; null = none is
     * @param again whether all of it was done before, and this is the second look
     */
    public record Claimed(@Nullable UUID lastMessageId, boolean again) {}

    /** Takes one that is due. @return empty when another worker has it, or nothing is left to do */
    public Optional<Claimed> claim(UUID tenantId, UUID customerId, Instant now) {
        return jdbc.sql("""
                        update customer_erasure set next_look_at = :until
                        where tenant_id = :tenant and customer_id = :customer and next_look_at <= :now
                        returning last_message_id, erased_at is not null as again""")
                .param("until", utc(now.plus(LEASE)))
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("now", utc(now))
                .query((row, n) -> new Claimed(uuid(row, "last_message_id"), row.getBoolean("again")))
                .optional();
    }

    /** Something of the customer's is still under way. */
    public void lookAgain(UUID tenantId, UUID customerId, Instant at) {
        jdbc.sql("update customer_erasure set next_look_at = :at"
                        + " where tenant_id = :tenant and customer_id = :customer and next_look_at is not null")
                .param("at", utc(at))
                .param("tenant", tenantId)
                .param("customer", customerId)
                .update();
    }

    /** A page of its messages is done. */
    public void reached(UUID tenantId, UUID customerId, UUID lastMessageId, Instant now) {
        jdbc.sql("""
                        update customer_erasure set last_message_id = :last, next_look_at = :until
                        where tenant_id = :tenant and customer_id = :customer""")
                .param("last", lastMessageId)
                .param("until", utc(now.plus(LEASE)))
                .param("tenant", tenantId)
                .param("customer", customerId)
                .update();
    }

    /** All of it is done: after the first look it is looked through once more, a minute later. */
    public void finish(UUID tenantId, UUID customerId, Claimed claimed, Instant now) {
        jdbc.sql("""
                        update customer_erasure set erased_at = coalesce(erased_at, :now), last_message_id = null,
                            next_look_at = :again::timestamptz
                        where tenant_id = :tenant and customer_id = :customer""")
                .param("now", utc(now))
                .param("again", claimed.again() ? null : utc(now.plus(SECOND_LOOK_AFTER)))
                .param("tenant", tenantId)
                .param("customer", customerId)
                .update();
    }
}
