package ai.tulia.messaging.activities.testing;

import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.MessageEvent;
import ai.tulia.messaging.store.message.MessageEventQueries;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.Reservations;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant with its customers, and what the ledger and the simulated Twilio show of its messages. */
abstract class TestTenant {
    private static final AtomicLong NUMBER = new AtomicLong();

    private final ConfigurableApplicationContext beans;
    private final UUID tenant;

    TestTenant(ConfigurableApplicationContext beans, String zone, String quietStart, String quietEnd, String sender) {
        this.beans = beans;
        tenant = TestBackends.LEDGER.tenant("days");
        execute("update tenant set time_zone = '%s', quiet_start = '%s', quiet_end = '%s'"
                        .formatted(zone, quietStart, quietEnd)
                + " where tenant_id = '" + tenant + "'");
        sender(sender);
        String token =
                HexFormat.of().formatHex(bean(SecretBox.class).seal(tenant, "provider_account.auth_token", "token"));
        execute("insert into provider_account values ('" + tenant + "', '" + account() + "', '\\x" + token
                + "', now())");
    }

    public abstract Instant now();

    public UUID tenant() {
        return tenant;
    }

    /** The tenant's with the simulated Twilio. */
    public String account() {
        return "AC" + tenant.toString().replace("-", "");
    }

    public void limit(long perDay) {
        execute("insert into tier values ('t" + tenant + "', " + perDay
                + ") on conflict (name) do update set daily_limit = excluded.daily_limit");
        execute("update tenant set tier = 't" + tenant + "' where tenant_id = '" + tenant + "'");
    }

    /** The hours of every customer from now on: the operator's route takes whole minutes, here it may be seconds. */
    public void quiet(LocalTime from, LocalTime until) {
        execute("update tenant set quiet_start = '" + from + "', quiet_end = '" + until + "' where tenant_id = '"
                + tenant + "'");
    }

    public void sender(String address) {
        TestBackends.LEDGER.sender(tenant, address);
    }

    /** A customer who granted everything; zone null = the tenant's. */
    public UUID customer(String zone) {
        UUID id = Ids.next();
        String quoted = zone == null ? "null" : "'" + zone + "'";
        execute("insert into customer (tenant_id, id, phone_number, name, time_zone, created_at, updated_at)"
                + " values ('" + tenant + "', '" + id + "', '+49151" + (10_000_000 + NUMBER.incrementAndGet())
                + "', 'Ana', " + quoted + ", now(), now())");
        for (var type : List.of(ConsentType.PROMOTIONAL, ConsentType.REMINDER)) {
            consent(id, type, ConsentState.GRANTED);
        }
        return id;
    }

    public List<UUID> customers(int count, String zone) {
        return Stream.generate(() -> customer(zone)).limit(count).toList();
    }

    public void consent(UUID customer, ConsentType type, ConsentState state) {
        String sender = row("select address from sender where tenant_id = ? order by position limit 1", tenant);
        bean(TenantTransactions.class)
                .run(
                        tenant,
                        () -> bean(ConsentLedger.class)
                                .record(tenant, customer, Channel.ofSender(sender), type, state, "test", null, now()));
    }

    /** Takes so many units of the rolling 24 h, as of that time. */
    public void takeUnits(int units, Instant at) {
        var ids = Stream.generate(Ids::next).limit(units).toList();
        var request = new QuotaRequest((long) units, true, false, 5, at, at);
        new Reservations(this::bean).reserveAll(tenant, ids, request);
    }

    /** What the simulated Twilio accepted of this message. */
    public List<ReceivedMessage> received(MessageRef ref) {
        return TestBackends.TWILIO.messages().stream()
                .filter(message -> text(ref).equals(message.body()))
                .toList();
    }

    static String text(MessageRef ref) {
        return "hello " + ref.messageId();
    }

    /** Every POST of this tenant that came to the simulated Twilio, whatever it answered. */
    public List<ReceivedRequest> posts() {
        return TestBackends.TWILIO.requests().stream()
                .filter(request -> account().equals(request.accountSid()))
                .toList();
    }

    public String state(MessageRef ref) {
        return column(ref, "state");
    }

    /** A column of the message's row as text. */
    public String column(MessageRef ref, String column) {
        return row("select " + column + "::text from message where id = ?", ref.messageId());
    }

    /** An instant of the message's row; null when it has none. */
    public Instant instant(MessageRef ref, String column) {
        String text = row(
                "select to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
                        + " from message where id = ?",
                ref.messageId());
        return text == null ? null : Instant.parse(text);
    }

    public List<String> events(MessageRef ref) {
        return inLedger(() -> bean(MessageEventQueries.class).of(ref).stream()
                .map(MessageEvent::kind)
                .toList());
    }

    /** Every wait it was put to, oldest first: reason and end. */
    public List<String> waits(MessageRef ref) {
        return inLedger(() -> bean(JdbcClient.class)
                .sql("select (detail ->> 'reason') || ' ' || (detail ->> 'until') from message_event"
                        + " where message_id = ? and kind in ('deferred', 'rescheduled', 'not_processed') order by id")
                .param(ref.messageId())
                .query(String.class)
                .list());
    }

    /** Locks a message's row as another transaction does, until it is closed. */
    public Connection lockRow(MessageRef ref) throws SQLException {
        Connection connection = TestBackends.LEDGER.connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select from message where id = '" + ref.messageId() + "' for update");
        }
        return connection;
    }

    /** One of the ledger's own steps, in a transaction of the tenant. */
    public void step(Consumer<MessageTransitions> step) {
        bean(TenantTransactions.class).run(tenant, () -> step.accept(bean(MessageTransitions.class)));
    }

    /** Runs in a transaction of the tenant. */
    public <T> T inLedger(Supplier<T> work) {
        return bean(TenantTransactions.class).call(tenant, work);
    }

    public void execute(String sql) {
        TestBackends.LEDGER.execute(sql);
    }

    public <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    private String row(String sql, UUID id) {
        return inLedger(() -> bean(JdbcClient.class)
                .sql(sql)
                .param(id)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null));
    }
}
