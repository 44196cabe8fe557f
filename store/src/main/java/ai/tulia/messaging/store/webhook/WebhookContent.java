package ai.tulia.messaging.store.webhook;

import static ai.tulia.messaging.store.database.Sql.texts;
import static ai.tulia.messaging.store.database.Sql.uuid;

import ai.tulia.messaging.domain.webhook.WebhookEventType;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.secret.SecretUnreadableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Texts and numbers for endpoints that ask for them, read when they are delivered: the outbox holds none. What has been
 * erased since is left out, and what does not open.
 */
@Component
public class WebhookContent {
    /** The column of an inbound text, as the secret box knows it. */
    private static final String INBOUND = "inbound_message.body";

    private final TenantTransactions transactions;
    private final JdbcClient jdbc;
    private final SecretBox secrets;

    WebhookContent(TenantTransactions transactions, JdbcClient jdbc, SecretBox secrets) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /** By the id of their subject: what is added to their data, by field. */
    public Map<UUID, Map<String, String>> of(UUID tenantId, List<WebhookDelivery> deliveries) {
        return transactions.read(tenantId, () -> {
            var found = new HashMap<UUID, Map<String, String>>();
            add(found, tenantId, subjects(deliveries, WebhookEventType::isAboutMessages), """
                    select m.id, 'to' as field, case when c.erasure_requested_at is null then c.phone_number end as number, m.body as text, null::bytea as sealed
                    from message m join customer c on c.tenant_id = m.tenant_id and c.id = m.customer_id
                    where m.tenant_id = :tenant and m.id = any (:ids::uuid[])""");
            add(found, tenantId, subjects(deliveries, WebhookEventType::isAboutCustomers), """
                    select id, 'phone_number' as field, phone_number as number, null as text, null::bytea as sealed
                    from customer where tenant_id = :tenant and id = any (:ids::uuid[]) and erasure_requested_at is null""");
            add(found, tenantId, subjects(deliveries, WebhookEventType.INBOUND_RECEIVED::equals), """
                    select id, 'from' as field, sender as number, null as text, body as sealed
                    from inbound_message where tenant_id = :tenant and id = any (:ids::uuid[])""");
            return found;
        });
    }

    private static List<UUID> subjects(List<WebhookDelivery> deliveries, Predicate<WebhookEventType> wanted) {
        return deliveries.stream()
                .filter(delivery -> wanted.test(delivery.type()))
                .map(WebhookDelivery::subjectId)
                .distinct()
                .toList();
    }

    private void add(Map<UUID, Map<String, String>> found, UUID tenantId, Collection<UUID> ids, String sql) {
        if (!ids.isEmpty()) {
            jdbc.sql(sql).param("tenant", tenantId).param("ids", texts(ids)).query((ResultSet row) -> {
                found.put(Objects.requireNonNull(uuid(row, "id")), fields(tenantId, row));
            });
        }
    }

    private Map<String, String> fields(UUID tenantId, ResultSet row) throws SQLException {
        var fields = new HashMap<String, String>();
        @Nullable String number = row.getString("number");
        if (number != null) {
            fields.put(row.getString("field"), number);
        }
        byte[] sealed = row.getBytes("sealed");
        @Nullable String text = sealed == null ? row.getString("text") : opened(tenantId, sealed);
        if (text != null) {
            fields.put("text", text);
        }
        return fields;
    }

    private @Nullable String opened(UUID tenantId, byte[] sealed) {
        try {
            return secrets.open(tenantId, INBOUND, sealed);
        } catch (SecretUnreadableException e) {
            return null;
        }
    }
}
