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
            "tulia.receipt-after", RECEIPT_AFTER.toString(),
            "tulia.twilio.read-timeout", "3s",
            "tulia.twilio.total-timeout", "6s");
    /** They live for minutes at the most: what matters is to be there soon. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m");

    private final List<String> workerProgram;
    private final List<Integer> workerPorts = new ArrayList<>();
    private final List<AppProcess> workers = new ArrayList<>();
    private final AppProcess api;
    private int started;

    private FaultStage(long seed, List<String> workerProgram) throws SQLException {
        super(true, options -> options.withSeed(seed).withCallbackDelay(Duration.ofMillis(500)));
        this.workerProgram = workerProgram;
        api = process("api", program("api"), apiArguments(), apiPort());
        for (int i = 0; i < WORKERS; i++) {
            workerPorts.add(i == 0 ? workerPort() : FreePorts.take().worker());
            workers.add(worker(i));
        }
        api.awaitReady();
        workers.forEach(AppProcess::awaitReady);
    }

    /** @param seed of the draw that decides which POSTs a fault with a share meets */
    public static FaultStage start(long seed) {
        return start(seed, program("worker"));
    }

    /** With workers that have a planted defect. @param main starts such a worker; a class of this module */
    public static FaultStage startPlanted(long seed, Class<?> main) {
        return start(
                seed,
                List.of(
                        "-Dloader.main=" + main.getName(),
                        "-cp",
                        AppProcess.jar("bench"),
                        "org.springframework.boot.loader.launch.PropertiesLauncher"));
    }

    private static FaultStage start(long seed, List<String> workerProgram) {
        try {
            return new FaultStage(seed, workerProgram);
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
        which.forEach(one -> workers.set(one, worker(one)));
        which.forEach(one -> workers.get(one).awaitReady());
    }

    /** Another API process beside the first, for the caller to kill, which waits in vain for a Temporal that hangs. */
    public Door doorWithoutTemporal(int silentPort) {
        int port = FreePorts.take().api();
        var arguments = apiArguments(port, Map.of("spring.temporal.connection.target", "127.0.0.1:" + silentPort));
        AppProcess process = process("api", program("api"), arguments, port);
        process.awaitReady();
        return new Door(address(port), process);
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

    private AppProcess worker(int which) {
        return process("worker", workerProgram, workerArguments(workerPorts.get(which), QUICK), workerPorts.get(which));
    }

    private AppProcess process(String name, List<String> program, List<String> arguments, int port) {
        var words = new ArrayList<>(QUICK_START);
        words.addAll(program);
        return closing(AppProcess.launch("faults-" + name + "-" + ++started, words, arguments, port));
    }

    private static List<String> program(String module) {
        return List.of("-jar", AppProcess.jar(module));
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
