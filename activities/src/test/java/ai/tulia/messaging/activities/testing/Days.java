package ai.tulia.messaging.activities.testing;

import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.consent.ConsentState;
import ai.tulia.messaging.domain.consent.ConsentType;
import ai.tulia.messaging.domain.dispatch.DispatchDecision;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.dispatch.DispatchPolicy;
import ai.tulia.messaging.domain.dispatch.WaitReason;
import ai.tulia.messaging.domain.message.Channel;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.domain.quota.QuotaAnswer;
import ai.tulia.messaging.store.consent.ConsentLedger;
import ai.tulia.messaging.store.database.Ids;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.message.DispatchFactsQueries;
import ai.tulia.messaging.store.message.MessageEvent;
import ai.tulia.messaging.store.message.MessageIntake;
import ai.tulia.messaging.store.message.MessageQueries;
import ai.tulia.messaging.store.message.MessageTransitions;
import ai.tulia.messaging.store.message.NewMessage;
import ai.tulia.messaging.store.message.Schedule;
import ai.tulia.messaging.store.message.Text;
import ai.tulia.messaging.store.message.Transition;
import ai.tulia.messaging.store.quota.QuotaCounters;
import ai.tulia.messaging.store.quota.QuotaRequest;
import ai.tulia.messaging.store.quota.Reservations;
import ai.tulia.messaging.store.secret.SecretBox;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestRedis;
import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import ai.tulia.messaging.workflows.broadcast.BroadcastActivities;
import ai.tulia.messaging.workflows.broadcast.BroadcastDeliveryActivities;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowImpl;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import ai.tulia.messaging.workflows.message.MessageActivities;
import ai.tulia.messaging.workflows.message.MessageDeliveryActivities;
import ai.tulia.messaging.workflows.message.MessageWorkflowImpl;
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import ai.tulia.messaging.workflows.message.SearchAttribute;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A world in which days pass in milliseconds: Temporal's time-skipping test server, the worker's real activities, real
 * PostgreSQL and Redis, and the simulated Twilio behind the real SDK. One tenant; each instance has its own time.
 */
public final class Days implements AutoCloseable {
    private static final TestLedger LEDGER = TestLedger.fresh();
    private static final TestRedis REDIS = TestRedis.start();
    private static final TwilioSimulator TWILIO = TwilioSimulator.start(TwilioSimulatorOptions.defaults());
    private static final AtomicLong NUMBER = new AtomicLong();

    private static final class Usual {
        static final ConfigurableApplicationContext BEANS =
                beans("tulia.twilio.read-timeout=2s", "tulia.twilio.total-timeout=4s");
    }

    private static final class TwoConnections {
        static final ConfigurableApplicationContext BEANS =
                beans("tulia.twilio.connections=2", "tulia.twilio.read-timeout=10s", "tulia.twilio.total-timeout=15s");
    }

    private final ConfigurableApplicationContext beans;
    private final List<TestActivityEnvironment> activities = new ArrayList<>();
    private final TestWorkflowEnvironment temporal;
    private final MessageWorkflowStarter workflows;
    private final BroadcastWorkflowStarter broadcasts;
    private final UUID tenant;

    private Days(
            ConfigurableApplicationContext beans,
            Instant start,
            String tenantZone,
            String quietStart,
            String quietEnd,
            String sender) {
        this.beans = beans;
        var options = TestEnvironmentOptions.newBuilder().setInitialTime(start);
        SearchAttribute.ALL.forEach(attribute ->
                options.registerSearchAttribute(attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        ActivitiesTestApplication.time = () -> Instant.ofEpochMilli(temporal.currentTimeMillis());
        var worker = temporal.newWorker(MessageWorkflowStarter.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(MessageWorkflowImpl.class);
        worker.registerActivitiesImplementations(bean(MessageActivities.class), bean(MessageDeliveryActivities.class));
        var broadcasting = temporal.newWorker(BroadcastWorkflowStarter.TASK_QUEUE);
        broadcasting.registerWorkflowImplementationTypes(BroadcastWorkflowImpl.class);
        broadcasting.registerActivitiesImplementations(
                bean(BroadcastActivities.class), bean(BroadcastDeliveryActivities.class));
        temporal.start();
        broadcasts = new BroadcastWorkflowStarter(temporal.getWorkflowClient());
        workflows = new MessageWorkflowStarter(temporal.getWorkflowClient());
        tenant = LEDGER.tenant("days");
        LEDGER.execute("update tenant set time_zone = '%s', quiet_start = '%s', quiet_end = '%s', sender = '%s'"
                        .formatted(tenantZone, quietStart, quietEnd, sender)
                + " where tenant_id = '" + tenant + "'");
        String token =
                HexFormat.of().formatHex(bean(SecretBox.class).seal(tenant, "provider_account.auth_token", "token"));
        LEDGER.execute("insert into provider_account values ('" + tenant + "', '" + account() + "', '\\x" + token
                + "', now())");
    }

    /** A tenant whose sender is on WhatsApp. */
    public static Days from(String start, String tenantZone, String quietStart, String quietEnd) {
        return whatsApp(Usual.BEANS, Instant.parse(start), tenantZone, quietStart, quietEnd);
    }

    /** It is now, and never quiet: for activities called outside of a workflow, which go by the real time. */
    public static Days today() {
        return whatsApp(Usual.BEANS, Instant.now(), "Europe/Berlin", "00:00", "00:00");
    }

    /** The same, with two connections to a provider that may take ten seconds; one of the two is for broadcasts. */
    public static Days withTwoConnections() {
        return whatsApp(TwoConnections.BEANS, Instant.now(), "Europe/Berlin", "00:00", "00:00");
    }

    private static Days whatsApp(
            ConfigurableApplicationContext beans, Instant start, String zone, String quietStart, String quietEnd) {
        return new Days(beans, start, zone, quietStart, quietEnd, "whatsapp:+14155238886");
    }

    public static Days withSms(String start, String tenantZone, String quietStart, String quietEnd) {
        return new Days(Usual.BEANS, Instant.parse(start), tenantZone, quietStart, quietEnd, "+14155238886");
    }

    public static TwilioSimulator twilio() {
        return TWILIO;
    }

    public static void redisForgets() {
        REDIS.stop();
        REDIS.restart();
    }

    /** Until {@link #redisIsBack}. */
    public static void redisGoes() {
        REDIS.stop();
    }

    public static void redisIsBack() {
        REDIS.restart();
    }

    public void limit(long perDay) {
        LEDGER.execute("insert into tier values ('t" + tenant + "', " + perDay
                + ") on conflict (name) do update set daily_limit = excluded.daily_limit");
        LEDGER.execute("update tenant set tier = 't" + tenant + "' where tenant_id = '" + tenant + "'");
    }

    /** A customer who granted everything; zone null = the tenant's. */
    public UUID customer(String zone) {
        UUID id = Ids.next();
        String quoted = zone == null ? "null" : "'" + zone + "'";
        LEDGER.execute("insert into customer (tenant_id, id, phone_number, name, time_zone, created_at, updated_at)"
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
        String sender = row("select sender from tenant where tenant_id = ?", tenant);
        bean(TenantTransactions.class)
                .run(
                        tenant,
                        () -> bean(ConsentLedger.class)
                                .record(tenant, customer, Channel.ofSender(sender), type, state, "test", null, now()));
    }

    /** Accepts a message as the API does and starts its workflow. */
    public MessageRef accept(UUID customer, MessageType type, Instant notBefore, Instant expiresAt, OverLimit limit) {
        MessageRef ref = acceptOnly(customer, type, notBefore, expiresAt, limit);
        workflows.start(ref, type);
        return ref;
    }

    /** A promotional one that no workflow carries: the test calls its activities itself. */
    public MessageRef uncarried(UUID customer) {
        return acceptOnly(customer, MessageType.PROMOTIONAL, null, now().plus(Duration.ofDays(30)), OverLimit.DEFER);
    }

    private MessageRef acceptOnly(
            UUID customer, MessageType type, Instant notBefore, Instant expiresAt, OverLimit limit) {
        var transactions = bean(TenantTransactions.class);
        var ref = new MessageRef(tenant, Ids.next());
        Instant now = now();
        transactions.run(tenant, () -> {
            var facts = bean(DispatchFactsQueries.class)
                    .ofCustomer(tenant, customer, type)
                    .orElseThrow();
            var message = new NewMessage(
                    ref.messageId(),
                    customer,
                    type,
                    facts.channel(),
                    limit,
                    Schedule.at(notBefore),
                    expiresAt,
                    Text.inline("hello " + ref.messageId()),
                    Map.of(),
                    null);
            var decision = DispatchPolicy.decide(
                    facts.about(type, notBefore, expiresAt, limit, QuotaAnswer.NOT_ASKED, false), now);
            bean(MessageIntake.class).accept(tenant, message, decision, now);
        });
        return ref;
    }

    public MessageRef promotion(UUID customer) {
        return accept(customer, MessageType.PROMOTIONAL, null, now().plus(Duration.ofDays(30)), OverLimit.DEFER);
    }

    /**
     * Gives a message another time as the API does.
     *
     * @param locked while its row is held, before anything is written
     * @param committed before its unit is given back
     * @return whether it was not too late
     */
    public boolean reschedule(MessageRef ref, Instant at, Runnable locked, Runnable committed) {
        boolean moved = inLedger(() -> {
            var row = bean(DispatchFactsQueries.class).ofMessageLocked(ref).orElseThrow();
            locked.run();
            var wait = new DispatchDecision.Wait(at, WaitReason.SCHEDULED, List.of());
            var rescheduled =
                    new Transition.Rescheduled(ref, Schedule.at(at), row.facts().window().expiresAt(), wait);
            return row.state().isBeforeSend() && bean(MessageTransitions.class).apply(rescheduled, now());
        });
        if (moved) {
            committed.run();
            bean(QuotaCounters.class).releaseInRedis(ref);
        }
        return moved;
    }

    /** An activity as a worker runs it, outside of any workflow: it starts now, by the real time. */
    public <T> T activity(Class<T> type) {
        // One environment runs one activity at a time.
        var environment = TestActivityEnvironment.newInstance();
        activities.add(environment);
        environment.registerActivitiesImplementations(bean(type));
        return environment.newActivityStub(type);
    }

    /** Locks a message's row as another transaction does, until it is closed. */
    public Connection lockRow(MessageRef ref) throws SQLException {
        Connection connection = LEDGER.connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select from message where id = '" + ref.messageId() + "' for update");
        }
        return connection;
    }

    /** How many wait for a lock in the ledger. */
    public static int waitingForALock() {
        return Integer.parseInt(LEDGER.queryText("select count(*) from pg_stat_activity"
                + " where datname = current_database() and wait_event_type = 'Lock'"));
    }

    /** Lets time pass until the message's workflow ends; time skips every wait. */
    public void untilClosed(MessageRef ref) {
        stub(ref).getResult(Void.class);
    }

    /**
     * Waits, in real time, until it is sent. For what must happen "now" this comes before {@link #untilClosed}: there
     * the test server may skip on to the timeouts of steps that are done, weeks ahead.
     */
    public void sentAtOnce(MessageRef ref) {
        await().until(() -> state(ref).equals("SENT"));
    }

    public void pass(Duration time) {
        temporal.sleep(time);
    }

    public WorkflowStub stub(MessageRef ref) {
        return temporal.getWorkflowClient().newUntypedWorkflowStub(MessageWorkflowStarter.workflowId(ref));
    }

    public void wake(MessageRef ref) {
        workflows.wake(ref);
    }

    public Instant now() {
        return Instant.ofEpochMilli(temporal.currentTimeMillis());
    }

    /** What the simulated Twilio accepted of this message. */
    public List<ReceivedMessage> received(MessageRef ref) {
        return TWILIO.messages().stream()
                .filter(message -> ("hello " + ref.messageId()).equals(message.body()))
                .toList();
    }

    /** Every POST of this tenant that came to the simulated Twilio, whatever it answered. */
    public List<ReceivedRequest> posts() {
        return TWILIO.requests().stream()
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
        return bean(TenantTransactions.class)
                .call(
                        tenant,
                        () -> bean(MessageQueries.class).events(ref).stream()
                                .map(MessageEvent::kind)
                                .toList());
    }

    /** Every wait it was put to, oldest first: reason and end. */
    public List<String> waits(MessageRef ref) {
        return bean(TenantTransactions.class)
                .call(
                        tenant,
                        () -> bean(JdbcClient.class)
                                .sql(
                                        "select (detail ->> 'reason') || ' ' || (detail ->> 'until') from message_event"
                                                + " where message_id = ? and kind in ('deferred', 'rescheduled', 'not_processed') order by id")
                                .param(ref.messageId())
                                .query(String.class)
                                .list());
    }

    /** One of the ledger's own steps, in a transaction of the tenant. */
    public void step(java.util.function.Consumer<MessageTransitions> step) {
        bean(TenantTransactions.class).run(tenant, () -> step.accept(bean(MessageTransitions.class)));
    }

    /** The hours of every customer from now on: the operator's route takes whole minutes, here it may be seconds. */
    public void quiet(LocalTime from, LocalTime until) {
        LEDGER.execute("update tenant set quiet_start = '" + from + "', quiet_end = '" + until + "' where tenant_id = '"
                + tenant + "'");
    }

    public void sender(String address) {
        LEDGER.execute("update tenant set sender = '" + address + "' where tenant_id = '" + tenant + "'");
    }

    public UUID tenant() {
        return tenant;
    }

    /** The tenant's with the simulated Twilio. */
    public String account() {
        return "AC" + tenant.toString().replace("-", "");
    }

    /** Starts and wakes broadcasts of this world. */
    public BroadcastWorkflowStarter broadcasts() {
        return broadcasts;
    }

    /**
     * The worker takes up nothing any more, until {@link #workerIsBack}. One that ends for good the test server would wait
     * for: it gives a workflow to nobody else.
     */
    public void workerRests() {
        temporal.getWorkerFactory().suspendPolling();
    }

    public void workerIsBack() {
        temporal.getWorkerFactory().resumePolling();
    }

    public WorkflowClient temporal() {
        return temporal.getWorkflowClient();
    }

    /** Takes so many units of the rolling 24 h, as of that time. */
    public void takeUnits(int units, Instant at) {
        var ids = Stream.generate(Ids::next).limit(units).toList();
        var request = new QuotaRequest((long) units, true, false, 5, at, at);
        new Reservations(this::bean).reserveAll(tenant, ids, request);
    }

    public WorkflowStub stub(BroadcastRef ref) {
        return temporal.getWorkflowClient().newUntypedWorkflowStub(BroadcastWorkflowStarter.workflowId(ref));
    }

    /** Runs in a transaction of the tenant. */
    public <T> T inLedger(java.util.function.Supplier<T> work) {
        return bean(TenantTransactions.class).call(tenant, work);
    }

    public void execute(String sql) {
        LEDGER.execute(sql);
    }

    public <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    @Override
    public void close() {
        activities.forEach(TestActivityEnvironment::close);
        temporal.close();
        TWILIO.faults(List.of());
    }

    private String row(String sql, UUID id) {
        return bean(TenantTransactions.class)
                .call(
                        tenant,
                        () -> bean(JdbcClient.class)
                                .sql(sql)
                                .param(id)
                                .query((row, n) -> java.util.Optional.ofNullable(row.getString(1)))
                                .single()
                                .orElse(null));
    }

    private static ConfigurableApplicationContext beans(String... provider) {
        return new SpringApplicationBuilder(ActivitiesTestApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.jpa.hibernate.ddl-auto=none")
                .run(Stream.of(
                                LEDGER.properties().stream(),
                                Stream.of(
                                        "tulia.redis.url=" + REDIS.address(),
                                        "tulia.redis.answer-within=2s",
                                        "tulia.twilio.simulator-url=" + TWILIO.address()),
                                Stream.of(provider))
                        .flatMap(properties -> properties)
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }
}
