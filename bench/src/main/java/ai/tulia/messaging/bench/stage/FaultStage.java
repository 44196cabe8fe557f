package ai.tulia.messaging.bench.stage;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The whole product as processes of their own that can be killed and started again: API, two workers, PostgreSQL, Redis
 * and Temporal; the simulator runs in this JVM. Settings make it quick; what a promise is measured by is the product's.
 */
public final class FaultStage extends Grounds {
    /** How long after it was taken a message without a receipt is asked for here. */
    public static final Duration RECEIPT_AFTER = Duration.ofSeconds(30);

    private static final int WORKERS = 2;
    private static final Map<String, String> QUICK = Map.of(
            "tulia.sweep-interval", "1s",
            "tulia.callback-interval", "200ms",
            "tulia.reconcile-after", "PT5S",
            "tulia.unknown-policy-after", "PT15S",
            "tulia.receipt-after", RECEIPT_AFTER.toString());
    /** Of the provider, in both processes. */
    private static final List<String> TIMEOUTS =
            List.of("--tulia.twilio.read-timeout=3s", "--tulia.twilio.total-timeout=6s");
    /** Nobody but a full buffer writes the log to disk. */
    private static final Map<String, String> COMMITS_STAY_IN_MEMORY = Map.of(
            "synchronous_commit", "off",
            "wal_writer_delay", "10s",
            "wal_writer_flush_after", "1GB",
            "bgwriter_lru_maxpages", "0",
            "autovacuum", "off");
    /** They live for minutes at the most: what matters is to be there soon. */
    private static final List<String> QUICK_START = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-Xmx384m");

    private final List<String> workerProgram;
    private final List<Integer> workerPorts = new ArrayList<>();
    private final List<AppProcess> workers = new ArrayList<>();
    private final AppProcess api;
    private int started;

    private FaultStage(long seed, List<String> apiProgram, List<String> workerProgram) throws SQLException {
        super(true, options -> options.withSeed(seed).withCallbackDelay(Duration.ofMillis(500)));
        this.workerProgram = workerProgram;
        api = process("api", apiProgram, apiArguments(), apiPort(), Map.of());
        for (int i = 0; i < WORKERS; i++) {
            workerPorts.add(i == 0 ? workerPort() : FreePorts.take().worker());
            workers.add(worker(i, Map.of()));
        }
        api.awaitReady();
        workers.forEach(AppProcess::awaitReady);
    }

    /** @param seed of the draw that decides which POSTs a fault with a share meets */
    public static FaultStage start(long seed) {
        return start(seed, program("api"), program("worker"));
    }

    /** With workers that have a planted defect. @param main starts such a worker; @param option says which defect */
    public static FaultStage startPlantedWorkers(long seed, Class<?> main, String option) {
        return start(seed, program("api"), planted(main, option));
    }

    public static FaultStage startPlantedApi(long seed, Class<?> main, String option) {
        return start(seed, planted(main, option), program("worker"));
    }

    private static List<String> planted(Class<?> main, String option) {
        return List.of(
                option,
                "-Dloader.main=" + main.getName(),
                "-cp",
                ExecutableJar.of("bench"),
                "org.springframework.boot.loader.launch.PropertiesLauncher");
    }

    private static FaultStage start(long seed, List<String> apiProgram, List<String> workerProgram) {
        try {
            return new FaultStage(seed, apiProgram, workerProgram);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI apiAddress() {
        return address(apiPort());
    }

    public URI simulatorAddress() {
        return simulator().address();
    }

    public int workers() {
        return WORKERS;
    }

    public void killWorkers(Collection<Integer> which) {
        which.forEach(one -> workers.get(one).kill());
    }

    /**
     * SIGTERM to all of them at once; returns when they are gone.
     *
     * @return how many ended by themselves in time; the others were killed
     */
    public int terminateWorkers(Collection<Integer> which, Duration limit) {
        which.forEach(one -> workers.get(one).terminate());
        int ended = 0;
        for (int one : which) {
            if (workers.get(one).endsWithin(limit)) {
                ended++;
            } else {
                workers.get(one).kill();
            }
        }
        return ended;
    }

    /** The largest value that a worker shows of a metric. */
    public double workerMetric(String name) {
        return workers.stream().mapToDouble(worker -> worker.metric(name)).max().orElseThrow();
    }

    public void startWorkers(Collection<Integer> which) {
        which.forEach(one -> workers.set(one, worker(one, Map.of())));
        which.forEach(one -> workers.get(one).awaitReady());
    }

    /** @param byHowMuch the clock of its machine is ahead, or behind where negative */
    public void startWorkerWithClock(int which, Duration byHowMuch) {
        workers.set(which, worker(which, FakeTime.environment(byHowMuch)));
        workers.get(which).awaitReady();
    }

    /** @param jar of another version of the worker */
    public void startWorkerOf(int which, String jar) {
        workers.set(which, worker(which, List.of("-jar", jar), Map.of()));
        workers.get(which).awaitReady();
    }

    public AppProcess worker(int which) {
        return workers.get(which);
    }

    /** Other API processes beside the first, for the caller to kill, which wait in vain for a Temporal that hangs. */
    public List<Door> doorsWithoutTemporal(int count, int silentPort) {
        var doors = new ArrayList<Door>();
        for (int i = 0; i < count; i++) {
            int port = FreePorts.take().api();
            var arguments = apiArguments(port, Map.of("spring.temporal.connection.target", "127.0.0.1:" + silentPort));
            doors.add(new Door(address(port), process("api", program("api"), arguments, port, Map.of())));
        }
        doors.forEach(door -> door.process().awaitReady());
        return doors;
    }

    /** An API process of its own. */
    public record Door(URI address, AppProcess process) {}

    /** PostgreSQL's immediate shutdown. */
    public void crashPostgres() {
        servers().crashPostgres();
    }

    public void restartPostgres() {
        servers().restartPostgres();
    }

    /**
     * From now on a commit is answered before it is on disk, as a standby that lags has not got it: {@link
     * #crashPostgres()} loses what was committed since, up to ten seconds of it.
     */
    public void commitAsynchronously() {
        var sql = superuser();
        sql.sql("checkpoint").update();
        COMMITS_STAY_IN_MEMORY.forEach((name, value) ->
                sql.sql("alter system set " + name + " = '" + value + "'").update());
        sql.sql("select pg_reload_conf()").query(Boolean.class).single();
    }

    /** As PostgreSQL does by itself. */
    public void commitSynchronously() {
        var sql = superuser();
        COMMITS_STAY_IN_MEMORY
                .keySet()
                .forEach(name -> sql.sql("alter system reset " + name).update());
        sql.sql("select pg_reload_conf()").query(Boolean.class).single();
    }

    /** The one API process. */
    public AppProcess api() {
        return api;
    }

    public void killTemporal() {
        servers().killTemporal();
    }

    public void restartTemporal() {
        servers().restartTemporal();
    }

    /** With the data of {@link #killTemporal()} gone. */
    public void restartTemporalEmpty() {
        servers().forgetWorkflows();
        servers().restartTemporal();
    }

    public RedisFaults redis() {
        return new RedisFaults(servers());
    }

    private AppProcess worker(int which, Map<String, String> environment) {
        return worker(which, workerProgram, environment);
    }

    private AppProcess worker(int which, List<String> program, Map<String, String> environment) {
        int port = workerPorts.get(which);
        return process("worker", program, workerArguments(port, QUICK), port, environment);
    }

    private AppProcess process(
            String name, List<String> program, List<String> arguments, int port, Map<String, String> environment) {
        var all = new ArrayList<>(arguments);
        all.addAll(TIMEOUTS);
        var words = new ArrayList<>(QUICK_START);
        words.addAll(program);
        return closing(AppProcess.launch("faults-" + name + "-" + ++started, words, all, port, environment));
    }

    private static List<String> program(String module) {
        return List.of("-jar", ExecutableJar.unpacked(module));
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
