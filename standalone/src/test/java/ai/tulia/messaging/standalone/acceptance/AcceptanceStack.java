package ai.tulia.messaging.standalone.acceptance;

import ai.tulia.messaging.api.ApiApplication;
import ai.tulia.messaging.store.testing.TestLedger;
import ai.tulia.messaging.store.testing.TestRedis;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import ai.tulia.messaging.worker.WorkerApplication;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole product on real servers, once for all tests of a JVM: PostgreSQL, Redis, a simulated Twilio, an API process
 * and a worker process, and Temporal: one of {@link RealServers}, or else the Java test server with the real clock.
 */
final class AcceptanceStack implements AutoCloseable {
    static final String OPERATOR_KEY = "operator-key-of-the-acceptance";

    /**
     * The provider says no more than its answer to a POST: when a message has been delivered meanwhile is nothing that a
     * test of something else should depend on.
     */
    static final List<FaultRule> NO_REPORTS = List.of(FaultRule.of(FaultMode.CALLBACK_LOST));

    private static final String NOT_OF_API = "tulia.db.sweeper-password=";
    private static final String NOT_OF_WORKER = "tulia.db.operator-password=";

    private static final class One {
        static final AcceptanceStack STACK = new AcceptanceStack(TestLedger.fresh(), temporal());
    }

    private final TestLedger ledger;
    private final TestRedis redis = TestRedis.start();
    private final TwilioSimulator simulator = TwilioSimulator.start(TwilioSimulatorOptions.defaults());
    private final Gate providerGate =
            Gate.before("127.0.0.1", simulator.address().getPort());
    private final Gate temporalGate;
    private final WorkflowClient client;
    private final int apiPort = freePort();
    private ConfigurableApplicationContext api;
    private ConfigurableApplicationContext worker;

    private AcceptanceStack(TestLedger ledger, String temporal) {
        this.ledger = ledger;
        this.temporalGate = Gate.before(temporal.split(":")[0], Integer.parseInt(temporal.split(":")[1]));
        this.client = client(temporal);
        Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
        simulator.faults(NO_REPORTS);
        startWorker();
        startApi();
    }

    static AcceptanceStack running() {
        return One.STACK;
    }

    /**
     * One of the test's own, beside the one that all share: on this ledger, and on a Java test server of its own, for its
     * workers to get no other ledger's work. The test closes it.
     */
    static AcceptanceStack on(TestLedger ledger) {
        return new AcceptanceStack(ledger, JavaTestServer.start());
    }

    @Override
    public void close() {
        stopApi();
        stopWorker();
        redis.close();
        simulator.close();
    }

    void startApi() {
        // A crowded machine is no Temporal that is away: only the tests of that wait the product's 2 s.
        api = api(ApiApplication.application(), apiPort, "tulia.temporal.start-within=10s");
    }

    void stopApi() {
        api.close();
    }

    /**
     * Another API process beside the first, on a free port, as a deployment has it: nothing is set but addresses.
     *
     * @param around what breaks it from outside
     */
    ConfigurableApplicationContext anotherApi(Failpoints... around) {
        return api(ApiApplication.application().initializers(around), 0);
    }

    void startWorker() {
        worker = worker();
    }

    /** Another worker process beside the first. @param more properties that differ from the suite's */
    ConfigurableApplicationContext anotherWorker(String... more) {
        return worker(more);
    }

    private ConfigurableApplicationContext worker(String... more) {
        var own = new ArrayList<>(ofWorker(providerGate.address(), 0));
        own.addAll(List.of(more));
        return run(WorkerApplication.application(), arguments(own, NOT_OF_WORKER));
    }

    private List<String> ofWorker(String provider, int port) {
        return List.of(
                "server.port=" + port,
                "tulia.sweep-interval=500ms",
                "tulia.callback-interval=100ms",
                "tulia.twilio.simulator-url=http://" + provider,
                "tulia.twilio.public-url=http://127.0.0.1:" + apiPort);
    }

    /** What a worker in a Java process of its own is told; its timeouts are the product's. @param provider {@code host:port} */
    List<String> argumentsOfWorker(String provider, int port) {
        return arguments(ofWorker(provider, port), NOT_OF_WORKER);
    }

    void stopWorker() {
        worker.close();
    }

    Http http() {
        return new Http(apiPort);
    }

    /** Where the worker answers for health and metrics. */
    int workerPort() {
        return portOf(worker);
    }

    /** Where the API does. */
    int apiManagementPort() {
        return api.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    static int portOf(ConfigurableApplicationContext process) {
        return process.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    TestLedger ledger() {
        return ledger;
    }

    TestRedis redis() {
        return redis;
    }

    TwilioSimulator simulator() {
        return simulator;
    }

    Gate providerGate() {
        return providerGate;
    }

    Gate temporalGate() {
        return temporalGate;
    }

    /** Past the gate: the tests' own sight of Temporal. */
    WorkflowClient temporalClient() {
        return client;
    }

    private List<String> ofApi(String provider, int port) {
        return List.of(
                "server.port=" + port,
                "management.server.port=" + (port == 0 ? 0 : freePort()),
                "tulia.operator-key=" + OPERATOR_KEY,
                "tulia.twilio.simulator-url=http://" + provider,
                "tulia.twilio.public-url=http://127.0.0.1:" + apiPort);
    }

    /** What an API in a Java process of its own is told. @param provider {@code host:port} */
    List<String> argumentsOfApi(String provider, int port) {
        return arguments(ofApi(provider, port), NOT_OF_API);
    }

    private ConfigurableApplicationContext api(SpringApplicationBuilder application, int port, String... more) {
        var own = new ArrayList<>(ofApi(providerGate.address(), port));
        own.addAll(List.of(more));
        return run(application, arguments(own, NOT_OF_API));
    }

    private ConfigurableApplicationContext run(SpringApplicationBuilder application, List<String> arguments) {
        return application.registerShutdownHook(false).run(arguments.toArray(String[]::new));
    }

    /** @param withheld a password that such a process of a deployment does not have */
    private List<String> arguments(List<String> own, String withheld) {
        var properties = new ArrayList<>(ledger.properties());
        properties.removeIf(property -> property.startsWith(withheld));
        properties.add("tulia.redis.url=" + redis.address());
        properties.add("tulia.webhooks.allow-private=true");
        // Long enough that a busy machine does not look like a lost Redis.
        properties.add("tulia.redis.answer-within=1500ms");
        properties.add("spring.temporal.connection.target=" + temporalGate.address());
        properties.addAll(own);
        return properties.stream().map(p -> "--" + p).toList();
    }

    private static String temporal() {
        return RealServers.areGiven() ? RealServers.ofThisJvm() : JavaTestServer.start();
    }

    static WorkflowClient client(String temporal) {
        return WorkflowClient.newInstance(WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(temporal).build()));
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
