package ai.tulia.messaging.store.erasure;

import static ai.tulia.messaging.store.database.Sql.strings;
import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.utc;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.store.database.PlannerChoices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The messages of a customer who is being erased, page by page, within the open tenant transaction. */
@Component
public class ErasedMessages {
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final PlannerChoices planner;

    ErasedMessages(JdbcClient jdbc, PlannerChoices planner) {
        this.jdbc = jdbc;
        this.planner = planner;
    }

    /**
     * @param ids in their order
     * @param sids the provider's of all their attempts, as far as it told them
     */
    public record Page(List<UUID> ids, List<String> sids) {}

    private record Row(UUID id, List<String> sids) {}

    /** What was written to the customer. @param after the last of the page before; null = from the first */
    public Page outbound(UUID tenantId, UUID customerId, @Nullable UUID after, int size) {
        // No other index has this order.
        planner.inOrder();
        return page(jdbc.sql("""
                        select id, array_remove(array_append(array(
                                select e.detail ->> 'provider_msg_id' from message_event e
                                where e.tenant_id = :tenant and e.message_id = m.id
                                    and e.detail ->> 'provider_msg_id' is not null),
                            m.provider_msg_id), null) as sids
                        from message m
                        where tenant_id = :tenant and customer_id = any (:customers::uuid[]) and id > :after
                        order by customer_id, id limit :size""")
                .param("tenant", tenantId)
                .param("customers", texts(List.of(customerId)))
                .param("after", after == null ? FIRST : after)
                .param("size", size));
    }

    /** What the customer wrote. */
    public Page inbound(UUID tenantId, UUID customerId, int size) {
        return page(jdbc.sql("""
                        select id, array[provider_msg_id] as sids from inbound_message
                        where tenant_id = :tenant and customer_id = :customer limit :size""")
                .param("tenant", tenantId)
                .param("customer", customerId)
                .param("size", size));
    }

    private static Page page(JdbcClient.StatementSpec statement) {
        List<UUID> ids = new ArrayList<>();
        List<String> sids = new ArrayList<>();
        statement
                .query((row, n) -> new Row(Objects.requireNonNull(uuid(row, "id")), strings(row, "sids")))
                .list()
                .forEach(row -> {
                    ids.add(row.id());
                    sids.addAll(row.sids());
                });
        return new Page(ids, sids);
    }

    /** Leaves of final messages what they are counted by: ids, states and times. */
    public void empty(UUID tenantId, Collection<UUID> messages, Instant at) {
        jdbc.sql("""
                        update message set body = null, context = null, content_variables = null, metadata = null,
                            failure_detail = null, provider_msg_id = null,
                            content_removed_at = coalesce(content_removed_at, :at)
                        where tenant_id = :tenant and id = any (:ids::uuid[]) and status <> 'pending'""")
                .param("at", utc(at))
                .param("tenant", tenantId)
                .param("ids", texts(messages))
                .update();
    }
}
