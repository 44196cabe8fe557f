package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.criteria.Criteria;
import ai.tulia.messaging.store.audience.CriteriaSql;
import ai.tulia.messaging.store.message.RouteSql;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Whom a broadcast means, as part of a statement: its list, the customers its criteria describe, or those of a list that
 * is not stored.
 *
 * @param from the tables, the customer as {@code c}
 * @param where the condition
 * @param key the customer's id by the index that gives the order
 * @param attributes the recipient's values, those given with the list first
 * @param parameters of the condition, tenant and broadcast among them
 */
record AudienceSql(String from, String where, String key, String attributes, Map<String, Object> parameters) {
    static AudienceSql of(Broadcast broadcast, Instant now) {
        Map<String, Object> parameters = named(broadcast);
        var criteria = broadcast.criteria();
        if (criteria == null) {
            return new AudienceSql(
                    "broadcast_recipient r cross join lateral (select id, name, time_zone, attributes, "
                            + RouteSql.CUSTOMER
                            + " from customer where tenant_id = :tenant and id = r.customer_id offset 0) c",
                    "r.tenant_id = :tenant and r.broadcast_id = :broadcast and c.erasure_requested_at is null",
                    "r.customer_id",
                    "coalesce(c.attributes || r.attributes, c.attributes)",
                    parameters);
        }
        // Days ago count from the start, for the same people to be meant on every page.
        Instant started = Objects.requireNonNullElse(broadcast.lifecycle().startedAt(), now);
        var meant = CriteriaSql.of(Criteria.parse(criteria, "criteria"), broadcast.channel(), started);
        parameters.putAll(meant.parameters());
        return new AudienceSql(
                "customer c",
                "c.tenant_id = :tenant and c.erasure_requested_at is null and (" + meant.condition() + ")",
                "c.id",
                "c.attributes",
                parameters);
    }

    /** @param customerIds each counts once, however often it is given */
    static AudienceSql ofCustomers(Broadcast broadcast, Collection<UUID> customerIds) {
        Map<String, Object> parameters = named(broadcast);
        parameters.put("customers", customerIds.stream().map(UUID::toString).toArray(String[]::new));
        return new AudienceSql(
                "customer c",
                "c.tenant_id = :tenant and c.id = any (:customers::uuid[]) and c.erasure_requested_at is null",
                "c.id",
                "c.attributes",
                parameters);
    }

    private static Map<String, Object> named(Broadcast broadcast) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("tenant", broadcast.ref().tenantId());
        parameters.put("broadcast", broadcast.ref().broadcastId());
        return parameters;
    }
}
