package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.AppProcess;
import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** R20: minutes under load, with kills; what a process holds does not grow. */
final class Soak implements Scenario {
    static final String HEAP = "heap, MiB, first third and last";

    private static final Duration LASTS = Duration.ofMinutes(6);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
    private static final Duration KILL_EVERY = Duration.ofSeconds(60);
    /** Single messages a second; with the broadcast they are at its rate limit, so that none of them waits in line for long. */
    private static final int SINGLES = 10;

    private static final int RECIPIENTS = 3_000;
    private static final int RATE_LIMIT = 8;
    /** Of the last third against the first; what is left after a full collection, or alive. */
    private static final double MAX_GROWTH = 1.2;
    /** A pool of six connections that has two more for a moment does not leak. */
    private static final int FEW = 3;

    @Override
    public String id() {
        return "R20";
    }

    @Override
    public String what() {
        return ("%d minutes of %d single messages a second and a broadcast at %d/s; kill -9 of one worker each %d s;"
                        + " the API and the other worker looked at each %d s, after a full collection")
                .formatted(LASTS.toMinutes(), SINGLES, RATE_LIMIT, KILL_EVERY.toSeconds(), LOOK_EVERY.toSeconds());
    }

    /** What is looked at. */
    private enum Gauge {
        HEAP(Soak.HEAP, AppProcess::live),
        THREADS("threads, first third and last", process -> process.metric("jvm_threads_live_threads")),
        CONNECTIONS("database connections, first third and last", process -> process.metric("hikaricp_connections"));

        private final String what;
        private final ToDoubleFunction<AppProcess> look;

        Gauge(String what, ToDoubleFunction<AppProcess> look) {
            this.what = what;
            this.look = look;
        }
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(SINGLES);
        trial.customers(tenant, RECIPIENTS - SINGLES);
        trial.rateLimit(tenant, SINGLES + RATE_LIMIT);
        Map<String, AppProcess> processes = Map.of("API", trial.stage.api(), "worker", trial.stage.worker(0));
        Map<String, Map<Gauge, List<Double>>> seen = new HashMap<>();
        try (var load = new FixedRate(SINGLES, n -> trial.send(tenant, tenant.customer(n)))) {
            trial.broadcast(tenant);
            long begun = System.nanoTime();
            long killed = begun;
            while (System.nanoTime() - begun < LASTS.toNanos()) {
                Trial.pause(LOOK_EVERY);
                processes.forEach((name, process) -> look(process, seen.computeIfAbsent(name, n -> new HashMap<>())));
                if (System.nanoTime() - killed >= KILL_EVERY.toNanos()) {
                    killed = System.nanoTime();
                    trial.stage.killWorkers(List.of(1));
                    trial.stage.startWorkers(List.of(1));
                }
            }
            load.close();
            Load.mark(trial, load.calls().stream().map(FixedRate.Call::answer).toList());
        }
        trial.rateLimit(tenant, 500);
        trial.allEnd(Duration.ofMinutes(4));
        trial.verdict();
        processes.forEach((name, process) -> {
            seen.getOrDefault(name, Map.of())
                    .forEach((gauge, values) -> isFlat(trial, name + ": " + gauge.what, values));
            trial.atMost(
                    name + ": database connections",
                    Math.round(process.metric("hikaricp_connections")),
                    Math.round(process.metric("hikaricp_connections_max")));
        });
    }

    private static void look(AppProcess process, Map<Gauge, List<Double>> seen) {
        for (Gauge gauge : Gauge.values()) {
            seen.computeIfAbsent(gauge, h -> new ArrayList<>()).add(gauge.look.applyAsDouble(process));
        }
    }

    /** The middle of the last third of the looks against that of the first, which the start belongs to. */
    private static void isFlat(Trial trial, String what, List<Double> values) {
        int third = values.size() / 3;
        double first = middle(values.subList(0, third));
        double last = middle(values.subList(values.size() - third, values.size()));
        trial.mark(
                what,
                Math.round(first) + ", " + Math.round(last),
                "at most " + MAX_GROWTH + " times, or " + FEW + " more",
                last <= Math.max(first * MAX_GROWTH, first + FEW));
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
