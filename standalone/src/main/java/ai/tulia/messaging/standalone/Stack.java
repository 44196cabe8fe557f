package ai.tulia.messaging.standalone;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import ai.tulia.messaging.api.ApiApplication;
import ai.tulia.messaging.standalone.embedded.EmbeddedServers;
import ai.tulia.messaging.standalone.embedded.HomeLock;
import ai.tulia.messaging.standalone.embedded.Ports;
import ai.tulia.messaging.standalone.embedded.Progress;
import ai.tulia.messaging.standalone.embedded.StartupRefused;
import ai.tulia.messaging.standalone.embedded.TemporalOptions;
import ai.tulia.messaging.standalone.embedded.TuliaHome;
import ai.tulia.messaging.store.database.DatabaseBootstrap;
import ai.tulia.messaging.store.database.LedgerMigration;
import ai.tulia.messaging.twiliosimulator.TwilioSimulator;
import ai.tulia.messaging.twiliosimulator.TwilioSimulatorOptions;
import ai.tulia.messaging.worker.WorkerApplication;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole product in this JVM: embedded servers, the Twilio simulator, API and worker, each configured as its own
 * process would be. Closing it stops all in reverse order; nothing is left.
 */
public final class Stack implements AutoCloseable {
    private final TuliaHome home;
    private final Ports ports;
    private final Progress progress;
    private final StackSecrets secrets;
    private final EmbeddedServers servers;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean closed;

    private Stack(
            TuliaHome home, Ports ports, TemporalOptions temporal, Map<String, String> environment, Progress progress) {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.secrets = StackSecrets.of(home);
        this.servers = new EmbeddedServers(home, ports, temporal, environment, progress);
    }

    /** @throws StartupRefused when something cannot start, with a sentence for a person */
    public static Stack start(TuliaHome home, Ports ports, Map<String, String> environment, Progress progress) {
        HomeLock lock = HomeLock.take(home);
        var stack = new Stack(home, ports, TemporalOptions.on(ports), environment, progress);
        stack.running.push(lock);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stack::close));
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startAll() {
        keep(servers);
        servers.start();
        prepareLedger();
        // Told to the API before it exists: status callbacks and the worker need only its address.
        keep(begin("Twilio simulator", this::startSimulator));
        startProcesses();
    }

    private void startProcesses() {
        // Threads of our own: the common pool's do not know the classes of an executable jar.
        try (var threads = Executors.newFixedThreadPool(2)) {
            var api = supplyAsync(() -> begin("API", () -> run(ApiApplication.application(), apiOwn())), threads);
            var worker = supplyAsync(
                    () -> begin("worker", () -> run(WorkerApplication.application(), workerOwn())), threads);
            try {
                keep(api.join());
            } finally {
                // Kept also when the other did not start: it is closed then.
                keep(worker.join());
            }
        }
    }

    public URI api() {
        return URI.create("http://127.0.0.1:" + ports.api());
    }

    public URI simulator() {
        return URI.create("http://127.0.0.1:" + ports.simulator());
    }

    public String operatorKey() {
        return secrets.operatorKey();
    }

    public TuliaHome home() {
        return home;
    }

    public EmbeddedServers servers() {
        return servers;
    }

    /** Whether it was asked to stop. */
    boolean isStopping() {
        synchronized (running) {
            return closed;
        }
    }

    /** Stops all, the last started first. May be called again, and from any thread. */
    @Override
    public void close() {
        synchronized (running) {
            if (closed) {
                return;
            }
            closed = true;
        }
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("while stopping: " + e.getMessage());
            }
        }
    }

    private void keep(AutoCloseable started) {
        running.push(started);
    }

    private void prepareLedger() {
        try {
            var postgres = servers.postgres();
            DatabaseBootstrap.prepare(
                    postgres.jdbcUrl(),
                    postgres.superuser(),
                    postgres.superuserPassword(),
                    secrets.databasePasswords());
            LedgerMigration.migrate(
                    postgres.jdbcUrl(), secrets.databasePasswords().owner());
        } catch (SQLException e) {
            throw new StartupRefused("The ledger's roles could not be made: " + e.getMessage(), e);
        }
    }

    private TwilioSimulator startSimulator() {
        return TwilioSimulator.start(TwilioSimulatorOptions.defaults()
                .withPort(ports.simulator())
                .withJournal(home.simulator().resolve("journal.jsonl")));
    }

    private ConfigurableApplicationContext run(SpringApplicationBuilder application, Map<String, ?> own) {
        var properties = new LinkedHashMap<String, Object>(own);
        var passwords = secrets.databasePasswords();
        properties.put("server.address", "127.0.0.1");
        properties.put("tulia.db.url", servers.postgres().jdbcUrl());
        properties.put("tulia.db.app-password", passwords.app());
        properties.put("tulia.redis.url", servers.redis().address());
        // All servers share this machine: a busy moment of it is no outage of Redis.
        properties.put("tulia.redis.answer-within", "1s");
        properties.put("tulia.secrets-key", secrets.secretsKey());
        properties.put("tulia.twilio.simulator-url", simulator());
        properties.put("tulia.twilio.public-url", api());
        // Receivers of webhooks run on this machine, too.
        properties.put("tulia.webhooks.allow-private", true);
        properties.put("spring.temporal.connection.target", servers.temporal().target());
        return application
                .registerShutdownHook(false)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    private Map<String, ?> apiOwn() {
        return Map.of(
                "server.port", ports.api(),
                "management.server.port", ports.apiManagement(),
                "tulia.db.operator-password", secrets.databasePasswords().operator(),
                "tulia.operator-key", secrets.operatorKey());
    }

    private Map<String, ?> workerOwn() {
        return Map.of(
                "server.port", ports.worker(),
                "tulia.db.sweeper-password", secrets.databasePasswords().sweeper(),
                "tulia.db.eraser-password", secrets.databasePasswords().eraser());
    }

    private <T> T begin(String name, Supplier<T> start) {
        long from = System.nanoTime();
        progress.report(name, Progress.State.STARTING, Duration.ZERO, "");
        T started = start.get();
        progress.report(name, Progress.State.READY, Duration.ofNanos(System.nanoTime() - from), "");
        return started;
    }

    /** What a person needs to know once it runs. */
    List<String> addresses() {
        var temporal = servers.temporal();
        return List.of(
                "API            " + api() + "/v1",
                "API docs       " + api() + "/v1/docs",
                "Temporal       " + temporal.target() + " (" + temporal.origin() + ")",
                "Temporal UI    " + temporal.webUi().orElse("none"),
                "Twilio         " + simulator() + " (simulated)");
    }
}
