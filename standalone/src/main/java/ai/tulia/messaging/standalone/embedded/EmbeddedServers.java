package ai.tulia.messaging.standalone.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Redis and Temporal of one home, started together and stopped one after the other. {@link #close()} may
 * be called at any time from any thread, also while they start; afterwards no process of ours is left.
 */
public final class EmbeddedServers implements AutoCloseable {
    private final TuliaHome home;
    private final Ports ports;
    private final TemporalOptions temporalOptions;
    private final Map<String, String> environment;
    private final Progress progress;
    private final TemporalWays.Search search;
    private final ChildProcesses children;
    private final Deque<Named> running = new ArrayDeque<>();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private @Nullable PostgresServer postgres;
    private @Nullable RedisServer redis;
    private @Nullable TemporalServer temporal;

    /** The caller holds the {@link HomeLock}. */
    public EmbeddedServers(
            TuliaHome home,
            Ports ports,
            TemporalOptions temporalOptions,
            Map<String, String> environment,
            Progress progress) {
        this(home, ports, temporalOptions, environment, progress, TemporalWays::inOrder);
    }

    EmbeddedServers(
            TuliaHome home,
            Ports ports,
            TemporalOptions temporalOptions,
            Map<String, String> environment,
            Progress progress,
            TemporalWays.Search search) {
        this.home = home;
        this.search = search;
        this.ports = ports;
        this.temporalOptions = temporalOptions;
        this.environment = Map.copyOf(environment);
        this.progress = progress;
        this.children = new ChildProcesses(home, environment);
    }

    /**
     * Stops what an earlier run left behind, checks every port, then starts all three; ready when it returns.
     *
     * @throws StartupRefused when one cannot start; the others are stopped then
     */
    public void start() {
        Leftovers.clear(home);
        ports.requireFree();
        CompletableFuture<PostgresServer> postgresStart = begin("PostgreSQL", this::startPostgres);
        CompletableFuture<RedisServer> redisStart = begin("Redis", this::startRedis);
        CompletableFuture<TemporalServer> temporalStart = begin("Temporal", this::startTemporal);
        try {
            postgres = postgresStart.join();
            redis = redisStart.join();
            temporal = temporalStart.join();
        } catch (CompletionException e) {
            close();
            Throwable cause = Objects.requireNonNullElse(firstFailure.get(), e);
            throw cause instanceof StartupRefused refused
                    ? refused
                    : new StartupRefused("The embedded servers could not start: " + cause, cause);
        }
    }

    public PostgresServer postgres() {
        return started(postgres);
    }

    public RedisServer redis() {
        return started(redis);
    }

    public TemporalServer temporal() {
        return started(temporal);
    }

    /** Stops the ledger at once, as in a crash; {@link #restartPostgres()} brings it back on its data. */
    public void crashPostgres() {
        postgres().crash();
    }

    public void restartPostgres() {
        postgres = startPostgres();
        remember(new Named("PostgreSQL", postgres));
    }

    /** kill -9; {@link #restartTemporal()} brings it back, with its workflows where they are kept on disk. */
    public void killTemporal() {
        temporal().kill();
    }

    public void restartTemporal() {
        temporal = startTemporal();
        remember(new Named("Temporal", temporal));
    }

    /** Once it is killed: what it kept on disk is gone, and it comes back empty. */
    public void forgetWorkflows() {
        DevelopmentServer.forgetWorkflows(home);
    }

    /** Where Redis keeps its append-only file. */
    public Path redisDirectory() {
        return home.redis();
    }

    /** kill -9; {@link #restartRedis()} brings it back with all but what it took in the last second. */
    public void killRedis() {
        redis().kill();
    }

    public void restartRedis() {
        redis = startRedis();
        remember(new Named("Redis", redis));
    }

    private RedisServer startRedis() {
        return RedisServer.start(home, ports.redis(), children);
    }

    private PostgresServer startPostgres() {
        return PostgresServer.start(home, ports.postgres(), children);
    }

    private TemporalServer startTemporal() {
        return TemporalServer.start(
                home,
                temporalOptions,
                search.ways(home, environment, children),
                children,
                note -> progress.report("Temporal", Progress.State.NOTE, Duration.ZERO, note));
    }

    @Override
    public void close() {
        children.refuseMore();
        for (Named server = next(); server != null; server = next()) {
            long began = System.nanoTime();
            try {
                server.server().close();
            } catch (Exception e) {
                progress.report(server.name(), Progress.State.NOTE, since(began), "did not stop cleanly: " + e);
            }
            progress.report(server.name(), Progress.State.STOPPED, since(began), "");
        }
        children.close();
    }

    private <T extends AutoCloseable> CompletableFuture<T> begin(String name, Callable<T> start) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        // Not virtual: class loading from the executable jar pins its carrier, and on two cores three threads that load
        // classes at once then wait for each other for ever.
        Thread.ofPlatform().daemon().name("start-" + name).start(() -> {
            long began = System.nanoTime();
            progress.report(name, Progress.State.STARTING, Duration.ZERO, "");
            try {
                T server = start.call();
                remember(new Named(name, server));
                progress.report(name, Progress.State.READY, since(began), describe(server));
                outcome.complete(server);
            } catch (Throwable e) {
                // One that cannot start ends the others; what they then say is not the reason.
                firstFailure.compareAndSet(null, e);
                children.close();
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    private synchronized void remember(Named server) {
        running.push(server);
    }

    private synchronized @Nullable Named next() {
        return running.poll();
    }

    private static String describe(AutoCloseable server) {
        return server instanceof TemporalServer temporal ? temporal.origin() : "";
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static <T> T started(@Nullable T server) {
        if (server == null) {
            throw new IllegalStateException("The embedded servers have not been started.");
        }
        return server;
    }

    private record Named(String name, AutoCloseable server) {}
}
