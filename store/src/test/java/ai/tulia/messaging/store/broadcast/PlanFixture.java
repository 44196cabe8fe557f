package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.plan.BroadcastPlan;
import ai.tulia.messaging.store.StoreConfiguration;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DueMessage;
import ai.tulia.messaging.store.message.DueMessageQueries;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Text;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.Reservations;
import ai.tulia.messaging.store.tenant.TenantQueries;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The planner on a ledger and a Redis of its own, with tenants and customers made by plain SQL. */
final class PlanFixture implements AutoCloseable {
    final TestLedger ledger = TestLedger.fresh();
    final TestRedis redis = TestRedis.start();
    private final ConfigurableApplicationContext beans = new SpringApplicationBuilder(Store.class)
            .web(WebApplicationType.NONE)
            .properties("spring.main.banner-mode=off", "logging.level.root=warn")
            .run(java.util.stream.Stream.concat(
                            ledger.properties().stream(),
                            java.util.stream.Stream.of(
                                    "tulia.redis.url=" + redis.address(), "tulia.redis.answer-within=2s"))
                    .map(p -> "--" + p)
                    .toArray(String[]::new));

    @EnableAutoConfiguration
    @Import(StoreConfiguration.class)
    static class Store {}

    <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    <T> T in(UUID tenant, Supplier<T> work) {
        return bean(TenantTransactions.class).call(tenant, work);
    }

    /** Rows that the open transaction has read so far, of every table. */
    long rowsRead() {
        return bean(JdbcClient.class)
                .sql("select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables")
                .query(Long.class)
                .single();
    }

    /** Nothing is learned about these tables meanwhile. */
    void noAutovacuum(String... tables) {
        for (String table : tables) {
            ledger.execute("alter table " + table + " set (autovacuum_enabled = off)");
        }
    }

    /** In Berlin, quiet from 21:00 to 08:00. @param limit null = unlimited */
    UUID tenant(Long limit) {
        UUID tenant = ledger.tenant("plan");
        ledger.execute("insert into tier (name, daily_limit) values ('t" + tenant + "', " + limit + ")");
        ledger.execute("update tenant set tier = 't" + tenant + "', quiet_start = '21:00', quiet_end = '08:00'"
                + " where tenant_id = '" + tenant + "'");
        return tenant;
    }

    /** @param zone null = the tenant's. @param own, whole granted, withdrawn or null = never asked */
    UUID customer(UUID tenant, int number, String zone, String own, String whole, String attributes) {
        UUID id = Ids.next();
        ledger.execute("insert into customer (tenant_id, id, phone_number, name, time_zone, attributes, created_at,"
                + " updated_at) values ('" + tenant + "', '" + id + "', '+1415555%04d', 'Ana', ".formatted(number)
                + (zone == null ? "null" : "'" + zone + "'") + ", '" + attributes + "', now(), now())");
        consent(tenant, id, "promotional", own);
        consent(tenant, id, "all", whole);
        return id;
    }

    private void consent(UUID tenant, UUID customer, String type, String state) {
        if (state != null) {
            ledger.execute("insert into consent (tenant_id, customer_id, channel, type, state, recorded_at) values ('"
                    + tenant + "', '" + customer + "', 'whatsapp', '" + type + "', '" + state + "', now())");
        }
    }

    /** All with consent, in the tenant's zone. */
    void crowd(UUID tenant, int count) {
        customers(tenant, count, "null");
        ledger.execute("insert into consent (tenant_id, customer_id, channel, type, state, recorded_at)"
                + " select tenant_id, id, 'whatsapp', 'promotional', 'granted', now() from customer"
                + " where tenant_id = '" + tenant + "'");
    }

    /** None with consent. @param zone as SQL, by their number n from 1; null = the tenant's */
    void customers(UUID tenant, int count, String zone) {
        ledger.execute("insert into customer (tenant_id, id, phone_number, name, time_zone, attributes, created_at,"
                + " updated_at) select '" + tenant + "', uuidv7(), '+4915' || (100000000 + n), 'Ana', " + zone
                + ", '{}', now(), now() from generate_series(1, " + count + ") n");
    }

    List<UUID> customers(UUID tenant) {
        return in(
                tenant,
                () -> bean(JdbcClient.class)
                        .sql("select id from customer where tenant_id = ?")
                        .param(tenant)
                        .query(UUID.class)
                        .list());
    }

    /** Rows of messages that hold a unit since then, in ledger and counters. */
    void take(UUID tenant, int count, Instant at) {
        String customer = ledger.queryText("select id from customer where tenant_id = '" + tenant + "' limit 1");
        List<UUID> ids =
                java.util.stream.Stream.generate(Ids::next).limit(count).toList();
        ids.forEach(id -> ledger.execute("insert into message (tenant_id, id, customer_id, message_type, channel,"
                + " status, state, over_limit, expires_at, created_at, changed_at) values ('" + tenant + "', '" + id
                + "', '" + customer + "', 'promotional', 'whatsapp', 'pending', 'ACCEPTED', 'DEFER', now(), now(),"
                + " now())"));
        new Reservations(this::bean).reserveAll(tenant, ids, new QuotaRequest(null, true, false, 4, at, at));
    }

    BroadcastPlan plan(Broadcast broadcast, Instant now) {
        return bean(BroadcastPlanner.class).plan(broadcast, now);
    }

    /** Written down, and claimed with the facts that a chunk decides by, whenever they are due. */
    List<DueMessage> snapshot(Broadcast broadcast, Instant now) {
        UUID tenant = broadcast.ref().tenantId();
        return in(tenant, () -> {
            bean(BroadcastRepository.class).add(broadcast);
            while (!bean(BroadcastAudience.class).writePage(broadcast, 7, now)) {}
            var settings = bean(TenantQueries.class).settings(tenant);
            return bean(DueMessageQueries.class)
                    .claim(
                            broadcast.ref(),
                            settings,
                            settings.senders()
                                    .serving(broadcast.channel(), broadcast.type())
                                    .orElseThrow(),
                            false,
                            1000,
                            now.plus(Duration.ofDays(30)))
                    .due();
        });
    }

    /** A promotion to everybody. */
    static Broadcast promotion(UUID tenant, String content) {
        return at(tenant, content, null, null, null, null);
    }

    /** The same to a list. */
    static Broadcast toList(UUID tenant, String content) {
        Broadcast all = promotion(tenant, content);
        return new Broadcast(
                all.ref(),
                all.name(),
                all.type(),
                all.channel(),
                new Broadcast.Content(Text.inline(content), Map.of()),
                null,
                all.sending(),
                null,
                all.lifecycle());
    }

    static Broadcast at(
            UUID tenant, String content, Instant notBefore, LocalDateTime local, String zone, Instant expires) {
        return of(tenant, content, notBefore, local, zone, expires, null);
    }

    /** A promotion to everybody, no faster than this. */
    static Broadcast rateLimited(UUID tenant, Instant expires, int maxPerSecond) {
        return of(tenant, "Hi", null, null, null, expires, maxPerSecond);
    }

    private static Broadcast of(
            UUID tenant,
            String content,
            Instant notBefore,
            LocalDateTime local,
            String zone,
            Instant expires,
            Integer maxPerSecond) {
        Instant made = Instant.parse("2026-01-01T00:00:00Z");
        return new Broadcast(
                new BroadcastRef(tenant, Ids.next()),
                "plan",
                MessageType.PROMOTIONAL,
                Channel.WHATSAPP,
                new Broadcast.Content(Text.inline(content), Map.of()),
                Map.of("all", List.of()),
                new Broadcast.Sending(new Schedule(notBefore, local, zone), expires, maxPerSecond),
                null,
                Broadcast.Lifecycle.draft(made));
    }

    @Override
    public void close() {
        beans.close();
        redis.close();
    }
}
