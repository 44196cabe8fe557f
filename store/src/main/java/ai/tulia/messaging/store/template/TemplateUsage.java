package ai.tulia.messaging.store.template;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How often each template was used, within the open tenant transaction. */
@Component
public class TemplateUsage {
    /** Transactions that use one template at the same time wait for each other only on the same slot. */
    private static final int SLOTS = 8;

    private final JdbcClient jdbc;

    TemplateUsage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts one use. */
    public void count(UUID tenantId, UUID templateId) {
        count(tenantId, templateId, 1);
    }

    /** Counts so many messages made from it. */
    public void count(UUID tenantId, UUID templateId, long messages) {
        jdbc.sql("""
                        insert into template_usage as u (tenant_id, template_id, slot, used)
                        values (:tenant, :template, :slot, :messages)
                        on conflict (tenant_id, template_id, slot) do update set used = u.used + excluded.used""")
                .param("tenant", tenantId)
                .param("template", templateId)
                .param("slot", ThreadLocalRandom.current().nextInt(SLOTS))
                .param("messages", messages)
                .update();
    }

    /** Uses by template; a template never used has no entry. */
    Map<UUID, Long> of(UUID tenantId, Collection<UUID> templateIds) {
        var counts = new HashMap<UUID, Long>();
        if (templateIds.isEmpty()) {
            return counts;
        }
        jdbc.sql("""
                        select template_id, sum(used) as used from template_usage
                        where tenant_id = :tenant and template_id in (:ids) group by template_id""").param("tenant", tenantId).param("ids", templateIds).query(row -> {
            counts.put(row.getObject("template_id", UUID.class), row.getLong("used"));
        });
        return counts;
    }
}
