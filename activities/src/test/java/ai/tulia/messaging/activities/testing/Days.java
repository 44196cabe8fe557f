package ai.tulia.messaging.activities.testing;

import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.domain.dispatch.DispatchFacts.OverLimit;
import ai.tulia.messaging.domain.message.MessageRef;
import ai.tulia.messaging.domain.message.MessageType;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A world in which days pass in milliseconds: Temporal's time-skipping test server, the worker's real activities, real
 * PostgreSQL and Redis, and the simulated Twilio behind the real SDK. One tenant; each instance has its own time.
 */
public final class Days extends TestTenant implements AutoCloseable {
    private static final String WHATSAPP = "whatsapp:+14155238886";
    private static final String SMS = "+14155238886";
    /** One whose rate limit is no bound. */
    private static final String FAST = "whatsapp:+14155230099";

    private final List<TestActivityEnvironment> activities = new ArrayList<>();
    private final TestWorkflowEnvironment temporal;
    private final MessageWorkflowStarter workflows;
    private final BroadcastWorkflowStarter broadcasts;
    private final MessageApi api = new MessageApi(this);

    private Days(
            ConfigurableApplicationContext beans,
            Instant start,
            String tenantZone,
            String quietStart,
            String quietEnd,
            String sender) {
        super(beans, tenantZone, quietStart, quietEnd, sender);
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
    }

    /** A tenant whose sender is on WhatsApp. */
    public static Days from(String start, String tenantZone, String quietStart, String quietEnd) {
        return new Days(TestBackends.usualBeans(), Instant.parse(start), tenantZone, quietStart, quietEnd, WHATSAPP);
    }

    public static Days withSms(String start, String tenantZone, String quietStart, String quietEnd) {
        return new Days(TestBackends.usualBeans(), Instant.parse(start), tenantZone, quietStart, quietEnd, SMS);
    }

    /** It is now, and never quiet: for activities called outside of a workflow, which go by the real time. */
    public static Days today() {
        return neverQuiet(TestBackends.usualBeans(), WHATSAPP);
    }

    /** The same, with two connections to a provider that may take ten seconds; one of the two is for broadcasts. */
    public static Days withTwoConnections() {
        return neverQuiet(TestBackends.beansWithTwoConnections(), WHATSAPP);
    }

    /** The same with eight, of which four are for broadcasts, without a daily limit or a rate limit of note. */
    public static Days withEightConnections() {
        Days days = neverQuiet(TestBackends.beansWithEightConnections(), FAST);
        days.execute("insert into sender_pace (sender, messages_per_second) values ('" + FAST
                + "', 1000000) on conflict do nothing");
        days.limit(1_000_000);
        return days;
    }

    private static Days neverQuiet(ConfigurableApplicationContext beans, String sender) {
        return new Days(beans, Instant.now(), "Europe/Berlin", "00:00", "00:00", sender);
    }

    public static TwilioSimulator twilio() {
        return TestBackends.TWILIO;
    }

    /** Until {@link #redisIsBack}. */
    public static void redisGoes() {
        TestBackends.REDIS.stop();
    }

    public static void redisIsBack() {
        TestBackends.REDIS.restart();
    }

    /** How many wait for a lock in the ledger. */
    public static int waitingForALock() {
        return Integer.parseInt(TestBackends.LEDGER.queryText("select count(*) from pg_stat_activity"
                + " where datname = current_database() and wait_event_type = 'Lock'"));
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(temporal.currentTimeMillis());
    }

    public void pass(Duration time) {
        temporal.sleep(time);
    }

    /** Accepts a message as the API does and starts its workflow. */
    public MessageRef accept(UUID customer, MessageType type, Instant notBefore, Instant expiresAt, OverLimit limit) {
        MessageRef ref = api.accept(customer, type, notBefore, expiresAt, limit);
        workflows.start(ref, type);
        return ref;
    }

    public MessageRef promotion(UUID customer) {
        return accept(customer, MessageType.PROMOTIONAL, null, now().plus(Duration.ofDays(30)), OverLimit.DEFER);
    }

    /** A promotional one that no workflow carries: the test calls its activities itself. */
    public MessageRef uncarried(UUID customer) {
        return api.accept(customer, MessageType.PROMOTIONAL, null, now().plus(Duration.ofDays(30)), OverLimit.DEFER);
    }

    /**
     * Gives a message another time as the API does.
     *
     * @param locked while its row is held, before anything is written
     * @param committed before its unit is given back
     * @return whether it was not too late
     */
    public boolean reschedule(MessageRef ref, Instant at, Runnable locked, Runnable committed) {
        return api.reschedule(ref, at, locked, committed);
    }

    /** An activity as a worker runs it, outside of any workflow: it starts now, by the real time. */
    public <T> T activity(Class<T> type) {
        // One environment runs one activity at a time.
        var environment = TestActivityEnvironment.newInstance();
        activities.add(environment);
        environment.registerActivitiesImplementations(bean(type));
        return environment.newActivityStub(type);
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

    public void wake(MessageRef ref) {
        workflows.wake(ref);
    }

    /** Starts and wakes broadcasts of this world. */
    public BroadcastWorkflowStarter broadcasts() {
        return broadcasts;
    }

    public WorkflowStub stub(MessageRef ref) {
        return temporal().newUntypedWorkflowStub(MessageWorkflowStarter.workflowId(ref));
    }

    public WorkflowStub stub(BroadcastRef ref) {
        return temporal().newUntypedWorkflowStub(BroadcastWorkflowStarter.workflowId(ref));
    }

    public WorkflowClient temporal() {
        return temporal.getWorkflowClient();
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

    @Override
    public void close() {
        ActivitiesTestApplication.time = Instant::now;
        activities.forEach(TestActivityEnvironment::close);
        temporal.close();
        TestBackends.TWILIO.faults(List.of());
    }
}
