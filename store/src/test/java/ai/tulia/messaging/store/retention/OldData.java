package ai.tulia.messaging.store.retention;

import ai.tulia.messaging.domain.retention.Retention;
import ai.tulia.messaging.domain.retention.RetentionKind;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** A ledger with rows of a given age, made by plain SQL. Ages are days before now, by the database's clock. */
final class OldData implements AutoCloseable {
    final TestLedger ledger = TestLedger.fresh();
    private final ConfigurableApplicationContext beans = new SpringApplicationBuilder(Store.class)
            .web(WebApplicationType.NONE)
            .properties("spring.main.banner-mode=off", "logging.level.root=warn")
            .run(ledger.properties().stream().map(p -> "--" + p).toArray(String[]::new));

    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    /** With one customer. */
    UUID tenant() {
        UUID tenant = ledger.tenant("old");
        ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) values ('" + tenant
                + "', gen_random_uuid(), '+4915100000001', now(), now())");
        return tenant;
    }

    /** @param broadcast null = messages of their own; for a broadcast one customer is made for each. */
    void messages(UUID tenant, int count, String status, int age, UUID broadcast) {
        String customer = "(select id from customer where tenant_id = '" + tenant + "' limit 1)";
        if (broadcast != null) {
            ledger.execute("insert into customer (tenant_id, id, phone_number, created_at, updated_at) select '"
                    + tenant
                    + "', md5('" + broadcast + "' || n)::uuid, '+49152' || abs(hashtext('" + broadcast + "')) % 100000"
                    + " || n, now(), now() from generate_series(1, " + count + ") n");
            ledger.execute("insert into broadcast_recipient (tenant_id, broadcast_id, customer_id) select '" + tenant
                    + "', '" + broadcast + "', md5('" + broadcast + "' || n)::uuid from generate_series(1, " + count
                    + ") n");
            customer = "md5('" + broadcast + "' || n)::uuid";
        }
        ledger.execute("insert into message (tenant_id, id, customer_id, broadcast_id, message_type, channel, status,"
                + " state, over_limit, expires_at, body, context, created_at, changed_at) select '" + tenant
                + "', uuidv7(interval '-" + age + " days'), " + customer + ", "
                + (broadcast == null ? "null" : "'" + broadcast + "'") + ", 'transactional', 'whatsapp', '" + status
                + "', '" + (status.equals("pending") ? "WAITING" : "SENT") + "', 'DEFER', now() - interval '" + age
                + " days' + interval '2 days', 'Hello Ana', '{\"name\": \"Ana\"}', now() - interval '" + age
                + " days', now() - interval '" + age + " days' from generate_series(1, " + count + ") n");
        ledger.execute("insert into message_event (tenant_id, message_id, at, kind) select tenant_id, id, changed_at,"
                + " 'provider_accepted' from message m where tenant_id = '" + tenant + "' and not exists"
                + " (select from message_event e where e.message_id = m.id)");
    }

    UUID broadcast(UUID tenant, String status, int age) {
        UUID id = UUID.randomUUID();
        ledger.execute("insert into broadcast (tenant_id, id, name, message_type, channel, status, content, audience,"
                + " created_at, changed_at) values ('" + tenant + "', '" + id + "', 'old', 'transactional', 'whatsapp',"
                + " '" + status + "', 'News', 'list', now() - interval '" + age + " days', now() - interval '" + age
                + " days')");
        return id;
    }

    RemovedPage page(UUID tenant, RetentionKind kind, UUID after, int size) {
        Instant now = Instant.now();
        Instant cutoff = now.minus(Duration.ofDays(Retention.DEFAULT.days(kind)));
        return bean(RetentionPages.class).remove(tenant, kind, after, cutoff, now, size);
    }

    /** All pages, by the default retention. @return how many rows were removed */
    int remove(UUID tenant, RetentionKind kind) {
        int removed = 0;
        UUID after = null;
        do {
            RemovedPage page = page(tenant, kind, after, 100);
            removed += page.removed();
            after = page.next();
        } while (after != null);
        return removed;
    }

    int count(UUID tenant, String from) {
        String where = from.contains(" where ") ? " and " : " where ";
        return Integer.parseInt(
                ledger.queryText("select count(*) from " + from + where + "tenant_id = '" + tenant + "'"));
    }

    @Override
    public void close() {
        beans.close();
    }
}
