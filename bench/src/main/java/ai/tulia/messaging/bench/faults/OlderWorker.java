package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** R18: two versions of the worker on one task queue, as in every deployment that goes one by one. */
final class OlderWorker implements Scenario {
    /** The jar of the other version; without it this JVM's own is both. */
    static final String JAR = "tulia.older-worker";

    private static final int RECIPIENTS = 400;
    private static final int RATE_LIMIT = 20;
    private static final int CALLERS = 4;
    private static final int SCHEDULED = 40;
    private static final Duration AHEAD = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofSeconds(8);

    @Override
    public String id() {
        return "R18";
    }

    @Override
    public String what() {
        return ("a worker of an older version (-D%s) beside one of this: a broadcast to %d at %d/s, %d callers with single"
                        + " messages, %d scheduled for %d s later; then SIGTERM to the older, which comes back as this"
                        + " version, and to the other, which comes back as the older: every workflow changes hands")
                .formatted(JAR, RECIPIENTS, RATE_LIMIT, CALLERS, SCHEDULED, AHEAD.toSeconds());
    }

    @Override
    public void run(Trial trial) {
        String older = System.getProperty(JAR, "");
        if (older.isEmpty()) {
            throw new IllegalStateException("which older worker? BENCH_JAVA_OPTIONS=-D" + JAR + "=its jar");
        }
        Tenant tenant = trial.tenant(SCHEDULED);
        trial.customers(tenant, RECIPIENTS - SCHEDULED);
        trial.rateLimit(tenant, RATE_LIMIT);
        trial.stage.terminateWorkers(List.of(0), Duration.ofSeconds(60));
        trial.stage.startWorkerOf(0, older);
        try (var load = trial.load(tenant, CALLERS)) {
            trial.broadcast(tenant);
            for (int i = 0; i < SCHEDULED; i++) {
                trial.schedule(tenant, tenant.customer(i), Instant.now().plus(AHEAD));
            }
            Trial.pause(BETWEEN);
            trial.stage.terminateWorkers(List.of(0), Duration.ofSeconds(60));
            trial.stage.startWorkers(List.of(0));
            trial.stage.terminateWorkers(List.of(1), Duration.ofSeconds(60));
            trial.stage.startWorkerOf(1, older);
            Trial.pause(BETWEEN);
            load.close();
            load.mark(trial);
        }
        boolean over = trial.allEnd(Duration.ofMinutes(2));
        trial.stage.terminateWorkers(List.of(1), Duration.ofSeconds(60));
        trial.stage.startWorkers(List.of(1));
        trial.verdict();
        trial.mark("all have ended under both versions", Boolean.toString(over), "true", over);
        List<String> failed = trial.stage.failedWorkflowTasks(tenant.id());
        trial.mark("failed workflow tasks", failed.size() + " " + failed, "0", failed.isEmpty());
    }
}
