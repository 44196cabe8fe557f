package ai.tulia.messaging.bench.faults;

import static java.util.stream.Collectors.toSet;

import ai.tulia.messaging.bench.stage.FaultStage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tenants of a trial, and what the ledger and the provider show of them. */
abstract class TrialLedger extends PassMarks {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    final FaultStage stage;
    final Random random;

    private final List<Tenant> tenants = new ArrayList<>();

    TrialLedger(FaultStage stage, Random random) {
        this.stage = stage;
        this.random = random;
    }

    List<UUID> tenantIds() {
        return tenants.stream().map(Tenant::id).toList();
    }

    /** A tenant with a sender of its own, beside whose rate limit no other's counts. */
    Tenant tenant(int customers) {
        String sender = "whatsapp:+1415" + (3_000_000 + random.nextInt(999_999));
        Tenant tenant = Tenant.make(stage, customers, sender);
        tenants.add(tenant);
        rateLimit(tenant, 500);
        return tenant;
    }

    /** Messages a second of the tenant's broadcasts. */
    void rateLimit(Tenant tenant, int perSecond) {
        sql().sql("""
                        insert into sender_pace (sender, messages_per_second)
                        select address, :rateLimit from sender where tenant_id = :tenant
                        on conflict (sender) do update set messages_per_second = excluded.messages_per_second""")
                .param("rateLimit", perSecond)
                .param("tenant", tenant.id())
                .update();
    }

    /** Units in any 24 h, by a tier of its own. */
    void dailyLimit(Tenant tenant, int units) {
        sql().sql("""
                        with made as (
                            insert into tier (name, daily_limit) values (:name, :units) returning name)
                        update tenant set tier = made.name from made where tenant_id = :tenant""")
                .param("name", "limit-" + tenant.id())
                .param("units", units)
                .param("tenant", tenant.id())
                .update();
    }

    /** More customers of the tenant, who agreed to everything, straight into the tables. */
    void customers(Tenant tenant, int count) {
        sql().sql("""
                        with made as (
                            insert into customer (tenant_id, id, phone_number, name, created_at, updated_at)
                            select :tenant, gen_random_uuid(), '+1416' || 2000000 + n, 'Guest', now(), now()
                            from generate_series(1, :count) n returning tenant_id, id)
                        insert into consent (tenant_id, customer_id, channel, type, state, recorded_at)
                        select tenant_id, id, 'whatsapp', 'promotional', 'granted', now() from made""").param("tenant", tenant.id()).param("count", count).update();
    }

    record Customer(UUID id, String number) {}

    List<Customer> customersOf(Tenant tenant) {
        return sql().sql("select id, phone_number from customer where tenant_id = :tenant order by phone_number")
                .param("tenant", tenant.id())
                .query((row, n) -> new Customer(
                        Objects.requireNonNull(row.getObject(1, UUID.class)), Objects.requireNonNull(row.getString(2))))
                .list();
    }

    String senderOf(Tenant tenant) {
        return sql().sql("select address from sender where tenant_id = :tenant")
                .param("tenant", tenant.id())
                .query(String.class)
                .single();
    }

    /** The ledger past its row-level security. */
    JdbcClient sql() {
        return stage.superuser();
    }

    /** Of this trial's messages. @param condition in SQL */
    long messages(String condition) {
        return sql().sql("select count(*) from message where tenant_id in (:tenants) and (" + condition + ")")
                .param("tenants", tenantIds())
                .query(Long.class)
                .single();
    }

    /** Whether none of these tenants' messages is pending. */
    boolean isOver(List<Tenant> some) {
        return sql().sql("select not exists (select from message where tenant_id in (:tenants) and status = 'pending')")
                .param("tenants", some.stream().map(Tenant::id).toList())
                .query(Boolean.class)
                .single();
    }

    List<UUID> messagesThat(String condition) {
        return sql().sql("select id from message where tenant_id in (:tenants) and (" + condition + ")")
                .param("tenants", tenantIds())
                .query(UUID.class)
                .list();
    }

    /** The causes of a message's transitions, oldest first. */
    List<String> events(UUID message) {
        return sql().sql(
                        "select kind from message_event where tenant_id in (:tenants) and message_id = :id order by id")
                .param("tenants", tenantIds())
                .param("id", message)
                .query(String.class)
                .list();
    }

    /** Of this trial's messages, how many events of these kinds. */
    long events(String... kinds) {
        return sql().sql("select count(*) from message_event where tenant_id in (:tenants) and kind in (:kinds)")
                .param("tenants", tenantIds())
                .param("kinds", List.of(kinds))
                .query(Long.class)
                .single();
    }

    /** Nobody knew, the provider showed no trace, and the audit says both. */
    boolean endedUnresolved(UUID message) {
        return state(message).equals("FAILED") && events(message).containsAll(List.of("no_answer", "unresolved"));
    }

    /** With as many attempts as there were POSTs of it. */
    boolean endedDelivered(UUID message, int posts) {
        List<String> events = events(message);
        return state(message).equals("DELIVERED")
                && Collections.frequency(events, "attempt_started") == posts
                && events.getLast().equals("delivery_confirmed");
    }

    String state(UUID message) {
        return sql().sql("select state from message where tenant_id in (:tenants) and id = :id")
                .param("tenants", tenantIds())
                .param("id", message)
                .query(String.class)
                .single();
    }

    /** Every POST that the provider got from this trial's tenants, oldest first. */
    List<ReceivedRequest> received() {
        Set<String> accounts = tenants.stream().map(Tenant::account).collect(toSet());
        return stage.simulator().requests().reversed().stream()
                .filter(request -> accounts.contains(String.valueOf(request.accountSid())))
                .toList();
    }

    /** What the provider took on from the tenant. */
    List<ReceivedMessage> taken(Tenant tenant) {
        return stage.simulator().messages(tenant.account());
    }

    /** @return whether it came to be in time */
    static boolean within(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(LOOK_EVERY);
        }
        return true;
    }

    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    boolean runs(UUID broadcast) {
        return sql().sql("select status = 'running' from broadcast where tenant_id in (:tenants) and id = :id")
                .param("tenants", tenantIds())
                .param("id", broadcast)
                .query(Boolean.class)
                .single();
    }
}
