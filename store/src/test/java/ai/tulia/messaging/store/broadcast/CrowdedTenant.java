package ai.tulia.messaging.store.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.database.TenantTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant with a running broadcast to its list of customers, all written down; it counts the rows that work reads. */
record CrowdedTenant(PlanFixture store, UUID tenant, Broadcast broadcast) {
    /** How many a group has. */
    static final int GROUP = 100;

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /** A group's own rows in every table, each a few times. */
    private static final long MAX_ROWS_READ = 20L * GROUP;

    static CrowdedTenant of(PlanFixture store, int customers) {
        UUID tenant = store.tenant(null);
        store.crowd(tenant, customers);
        Broadcast broadcast = PlanFixture.toList(tenant, "News");
        store.in(tenant, () -> {
            store.bean(BroadcastRepository.class).add(broadcast);
            var audience = store.bean(BroadcastAudience.class);
            audience.add(
                    broadcast.ref(),
                    store.customers(tenant).stream()
                            .map(customer -> new BroadcastAudience.Recipient(customer, null))
                            .toList());
            store.bean(BroadcastRepository.class).start(broadcast.ref(), NOW);
            return audience.writePage(broadcast, customers + 1, NOW);
        });
        return new CrowdedTenant(store, tenant, broadcast);
    }

    /** With as many messages, written by plain SQL in this state. @param reason why they wait; @param wake as SQL */
    static CrowdedTenant of(PlanFixture store, int customers, String state, String reason, String wake) {
        UUID tenant = store.tenant(null);
        store.customers(tenant, customers, "null");
        Broadcast broadcast = PlanFixture.toList(tenant, "News");
        store.in(tenant, () -> {
            store.bean(BroadcastRepository.class).add(broadcast);
            return store.bean(BroadcastRepository.class).start(broadcast.ref(), NOW);
        });
        var crowd = new CrowdedTenant(store, tenant, broadcast);
        crowd.messages("'" + broadcast.ref().broadcastId() + "'", "id", state, reason, wake, "customer");
        return crowd;
    }

    /** Single messages to one of its customers. @param wake as SQL */
    void singles(int count, String state, String wake) {
        String one = store.ledger.queryText("select id from customer where tenant_id = '" + tenant + "' limit 1");
        messages("null", "'" + one + "'", state, null, wake, "generate_series(1, " + count + ")");
    }

    private void messages(String broadcast, String customer, String state, String reason, String wake, String from) {
        store.ledger.execute(
                "insert into message (tenant_id, id, customer_id, broadcast_id, message_type, channel, status,"
                        + " state, waiting_reason, over_limit, expires_at, wake_at, created_at, changed_at) select '"
                        + tenant
                        + "', uuidv7(), " + customer + ", " + broadcast + ", 'promotional', 'whatsapp', 'pending', '"
                        + state
                        + "', " + (reason == null ? "null" : "'" + reason + "'") + ", 'DEFER', "
                        + at(Duration.ofDays(2)) + ", "
                        + wake + ", " + at(Duration.ofDays(-1)) + ", " + at(Duration.ofDays(-1)) + " from " + from
                        + (from.equals("customer") ? " where tenant_id = '" + tenant + "'" : ""));
    }

    /** Its UNKNOWN messages' attempts, of an hour ago. */
    void unknownAttempts(String nextLookAt) {
        store.ledger.execute("insert into unknown_attempt (tenant_id, message_id, attempt, since, next_look_at)"
                + " select tenant_id, id, attempt, " + at(Duration.ofHours(-1)) + ", " + nextLookAt
                + " from message where tenant_id = '" + tenant + "' and state = 'UNKNOWN'");
    }

    /** Others, without messages. @param changedAt as SQL */
    void broadcasts(int count, String status, String changedAt) {
        store.ledger.execute(
                "insert into broadcast (tenant_id, id, name, message_type, channel, status, content, audience,"
                        + " created_at, changed_at) select '" + tenant
                        + "', uuidv7(), 'idle', 'promotional', 'whatsapp', '"
                        + status + "', 'News', 'list', " + changedAt + ", " + changedAt + " from generate_series(1, "
                        + count
                        + ") n");
    }

    /** As SQL. */
    static String at(Duration after) {
        return "timestamptz '" + NOW.plus(after) + "'";
    }

    /** A group of messages that nobody has claimed. */
    List<MessageRef> someAccepted() {
        return store.in(
                tenant,
                () -> store.bean(JdbcClient.class)
                        .sql("select id from message where tenant_id = ? and state = 'ACCEPTED' order by id limit ?")
                        .params(tenant, GROUP)
                        .query((row, n) -> new MessageRef(tenant, row.getObject(1, UUID.class)))
                        .list());
    }

    int inState(String state) {
        return Integer.parseInt(store.ledger.queryText(
                "select count(*) from message where tenant_id = '" + tenant + "' and state = '" + state + "'"));
    }

    /** Work of a group, in a transaction that names its keys: it reads few rows. */
    <T> T cheaply(String what, Supplier<T> work) {
        return store.bean(TenantTransactions.class).callByKeys(tenant, () -> counted(what, work));
    }

    /** The same in an ordinary transaction. */
    <T> T alone(String what, Supplier<T> work) {
        return store.in(tenant, () -> counted(what, work));
    }

    private <T> T counted(String what, Supplier<T> work) {
        long before = store.rowsRead();
        T result = work.get();
        assertThat(store.rowsRead() - before).as("rows read by " + what).isLessThan(MAX_ROWS_READ);
        return result;
    }
}
