package ai.tulia.messaging.bench.stage;

import ai.tulia.messaging.standalone.embedded.EmbeddedServers;
import ai.tulia.messaging.standalone.embedded.HomeLock;
import ai.tulia.messaging.standalone.embedded.Ports;
import ai.tulia.messaging.standalone.embedded.TemporalOptions;
import ai.tulia.messaging.standalone.embedded.TuliaHome;
import ai.tulia.messaging.store.database.DatabaseBootstrap;
import ai.tulia.messaging.store.database.LedgerMigration;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What the applications stand on, on a fresh home: real PostgreSQL, Redis and Temporal (development server), the simulator
 * as provider.
 */
public abstract class Grounds implements AutoCloseable {
    private static final String OPERATOR_KEY = "operator_of_the_bench_0123456789";

    private final Ports ports = FreePorts.take();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final EmbeddedServers servers;
    private final TwilioSimulator simulator;
    private final WorkflowClient temporal;
    private final DatabaseBootstrap.Passwords passwords =
            new DatabaseBootstrap.Passwords("owner-pw", "app-pw", "operator-pw", "sweeper-pw", "eraser-pw");

    /**
     * With status callbacks that are put off for ever.
     *
     * @param durable true: Temporal keeps its workflows on disk, as in the stack that users start
     */
    Grounds(boolean durable) throws SQLException {
        this(durable, options -> options.withCallbackDelay(Duration.ofDays(1)));
    }

    Grounds(boolean durable, UnaryOperator<TwilioSimulatorOptions> provider) throws SQLException {
        System.out.println("Starting PostgreSQL, Redis, Temporal, simulator, API and worker …");
        Path directory = FreshDirectory.make();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
        running.push(() -> FreshDirectory.remove(directory));
        TuliaHome home = TuliaHome.open(directory);
        running.push(HomeLock.take(home));
        TemporalOptions options = TemporalOptions.on(ports).headless();
        servers = new EmbeddedServers(
                home,
                ports,
                durable ? options : options.forgetful(),
                environment(),
                (name, state, since, detail) -> {});
        running.push(servers);
        servers.start();
        if (!servers.temporal().isDevelopmentServer()) {
            throw new IllegalStateException("needs the real Temporal development server: put temporal on PATH");
        }
        temporal =
                WorkflowClient.newInstance(WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(servers.temporal().target())
                        .build()));
        var postgres = servers.postgres();
        DatabaseBootstrap.prepare(postgres.jdbcUrl(), postgres.superuser(), postgres.superuserPassword(), passwords);
        LedgerMigration.migrate(postgres.jdbcUrl(), passwords.owner());
        simulator = TwilioSimulator.start(provider.apply(TwilioSimulatorOptions.defaults()
                .withPort(ports.simulator())
                .withJournal(home.simulator().resolve("journal.jsonl"))));
        running.push(simulator);
    }

    public TwilioSimulator simulator() {
        return simulator;
    }

    public Http http() {
        return new Http(URI.create("http://127.0.0.1:" + ports.api()));
    }

    public String operatorKey() {
        return OPERATOR_KEY;
    }

    public String temporalTarget() {
        return servers.temporal().target();
    }

    /** Events of each run of a workflow, as the server counts them. */
    public List<Long> historyLengths(String workflowId) {
        return temporal.listExecutions("WorkflowId = '" + workflowId + "'")
                .map(run -> run.getWorkflowExecutionInfo().getHistoryLength())
                .toList();
    }

    /** Workflows of a tenant that run. */
    public long running(UUID tenant) {
        return temporal.countWorkflows("TenantId = '" + tenant + "' and ExecutionStatus = 'Running'")
                .getCount();
    }

    /** Workflow tasks of a tenant's workflows that failed or timed out and were tried again, each with its cause. */
    public List<String> failedWorkflowTasks(UUID tenant) {
        return temporal.listExecutions("TenantId = '" + tenant + "'")
                .flatMap(
                        run -> temporal
                                .fetchHistory(
                                        run.getExecution().getWorkflowId(),
                                        run.getExecution().getRunId())
                                .getEvents()
                                .stream()
                                .filter(FailedWorkflowTask::is)
                                .map(event -> run.getWorkflowType() + " " + FailedWorkflowTask.cause(event)))
                .toList();
    }

    public int redisPort() {
        return ports.redis();
    }

    /** The ledger past its row-level security, to look and to arrange. */
    public JdbcClient superuser() {
        return JdbcClient.create(superuserSource());
    }

    public Connection superuserConnection() throws SQLException {
        return superuserSource().getConnection();
    }

    private DataSource superuserSource() {
        var postgres = servers.postgres();
        return new DriverManagerDataSource(postgres.jdbcUrl(), postgres.superuser(), postgres.superuserPassword());
    }

    /** Stops with the stage, before what was started before it. */
    final <T extends AutoCloseable> T closing(T one) {
        running.push(one);
        return one;
    }

    final EmbeddedServers servers() {
        return servers;
    }

    final int apiPort() {
        return ports.api();
    }

    final int workerPort() {
        return ports.worker();
    }

    /** As {@code --name=value}. */
    final List<String> apiArguments() {
        return apiArguments(ports.api(), Map.of());
    }

    /** @param more what differs from the others */
    final List<String> apiArguments(int port, Map<String, ?> more) {
        var own = new HashMap<String, Object>(Map.of("server.port", port, "tulia.operator-key", OPERATOR_KEY));
        own.put(
                "management.server.port",
                port == apiPort() ? ports.apiManagement() : FreePorts.take().apiManagement());
        own.put("tulia.db.operator-password", passwords.operator());
        // Figures and faults ask as fast as they can.
        own.put("tulia.request-limits.tenant-per-minute", 10_000_000);
        own.put("tulia.request-limits.key-per-minute", 10_000_000);
        return arguments(own, more);
    }

    /** @param sweeping false where rows are written without their workflows on purpose */
    final List<String> workerArguments(boolean sweeping) {
        return workerArguments(Map.of("tulia.sweep-delay", sweeping ? "1s" : "24h"));
    }

    /** @param more what differs from what is shipped */
    final List<String> workerArguments(Map<String, ?> more) {
        var all = new HashMap<String, Object>(more);
        // The simulator reports nothing: it is not asked for that either.
        all.put("tulia.receipt-after", "P1D");
        // Old data leave when a figure says so.
        all.put("tulia.db.eraser-password", passwords.eraser());
        all.put("tulia.retention.delay", "24h");
        return workerArguments(ports.worker(), all);
    }

    /** @param more what differs from the others */
    final List<String> workerArguments(int port, Map<String, ?> more) {
        return arguments(Map.of("server.port", port, "tulia.db.sweeper-password", passwords.sweeper()), more);
    }

    private List<String> arguments(Map<String, ?> own, Map<String, ?> more) {
        var properties = new HashMap<String, Object>(own);
        properties.put("server.address", "127.0.0.1");
        properties.put("tulia.db.url", servers.postgres().jdbcUrl());
        properties.put("tulia.db.app-password", passwords.app());
        properties.put("tulia.redis.url", servers.redis().address());
        properties.put("tulia.webhooks.allow-private", true);
        properties.put("tulia.twilio.simulator-url", simulator.address());
        properties.put("tulia.twilio.public-url", "http://127.0.0.1:" + ports.api());
        properties.put("tulia.secrets-key", Base64.getEncoder().encodeToString(new byte[32]));
        properties.put("spring.temporal.connection.target", servers.temporal().target());
        properties.putAll(more);
        return properties.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    @Override
    public void close() {
        for (AutoCloseable one = next(); one != null; one = next()) {
            try {
                one.close();
            } catch (Exception e) {
                System.err.println("while stopping: " + e);
            }
        }
    }

    private @Nullable AutoCloseable next() {
        synchronized (running) {
            return running.poll();
        }
    }

    /** Where {@code ./tulia} keeps the temporal command it fetched, ours need not fetch it again. */
    private static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        String kept = System.getProperty("bench.root", "..") + "/.tulia/temporal/bin";
        environment.merge("PATH", kept, (path, more) -> path + File.pathSeparator + more);
        return environment;
    }
}
