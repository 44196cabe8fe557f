package ai.tulia.messaging.store.audience;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which attributes a tenant's customers have, within the open tenant transaction. No index knows: most are seen with the
 * newest customers, and all that nobody has cost one walk through the tenant's customers together.
 */
@Component
public class CustomerAttributes {
    private static final int NEWEST = 500;

    private final JdbcClient jdbc;

    CustomerAttributes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the newest customers, in order. */
    public Set<String> newest(UUID tenantId) {
        return new TreeSet<>(jdbc.sql("""
                        select distinct jsonb_object_keys(c.attributes) from (
                            select attributes from customer where tenant_id = :tenant order by id desc limit :limit) c""")
                .param("tenant", tenantId)
                .param("limit", NEWEST)
                .query(String.class)
                .list());
    }

    /** Those of the names that no customer has. */
    public Set<String> unknown(UUID tenantId, Collection<String> names) {
        Set<String> left = new HashSet<>(names);
        while (!left.isEmpty()) {
            List<String> found = jdbc.sql("""
                            select jsonb_object_keys(c.attributes) from (
                                select attributes from customer
                                where tenant_id = :tenant and jsonb_exists_any(attributes, :names::text[]) limit 1) c""")
                    .param("tenant", tenantId)
                    .param("names", left.toArray(String[]::new))
                    .query(String.class)
                    .list();
            if (found.isEmpty()) {
                return left;
            }
            found.forEach(left::remove);
        }
        return left;
    }

    /** Those of the names that customers have as texts, and none as anything else. */
    public Set<String> onlyTexts(UUID tenantId, Collection<String> names) {
        Set<String> left = new HashSet<>(names);
        while (!left.isEmpty()) {
            List<String> found = jdbc.sql("""
                            select n.name from (
                                select attributes from customer
                                where tenant_id = :tenant and exists (select from unnest(:names::text[]) n (name)
                                    where jsonb_typeof(attributes -> n.name) <> 'string')
                                order by id desc limit 1) c
                            cross join unnest(:names::text[]) n (name)
                            where jsonb_typeof(c.attributes -> n.name) <> 'string'""")
                    .param("tenant", tenantId)
                    .param("names", left.toArray(String[]::new))
                    .query(String.class)
                    .list();
            if (found.isEmpty()) {
                return left;
            }
            found.forEach(left::remove);
        }
        return left;
    }
}
