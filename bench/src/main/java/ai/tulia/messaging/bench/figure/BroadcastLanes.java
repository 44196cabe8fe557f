package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.stage.Audience;
import ai.tulia.messaging.bench.stage.CpuTime;
import ai.tulia.messaging.bench.stage.StageOfWorkers;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What more workers bring a broadcast whose provider answers slowly. */
final class BroadcastLanes implements Figure {
    private static final int WORKERS = 4;
    private static final int ANSWER_MILLIS = 200;
    /** Half of a worker's are for broadcasts. */
    private static final int CONNECTIONS = 50;

    private static final int RECIPIENTS = 4_000;
    private static final int WARM_UP = 1_000;

    @Override
    public String what() {
        return """
                Messages per second of one broadcast with %d workers, each a process of its own, against the same with one of \
                them, where the provider answers in %d ms: from the first message committed as SENDING to the last one written as \
                SENT, %,d recipients a worker after a warm-up of %,d. A worker has %d connections, of which half are for broadcasts \
                (shipped: 200): so its connections are the bound, %.0f messages a second a worker, and not the processors. The sender's rate limit is no bound.""".formatted(
                WORKERS, ANSWER_MILLIS, RECIPIENTS, WARM_UP, CONNECTIONS, CONNECTIONS / 2 * 1_000.0 / ANSWER_MILLIS);
    }

    @Override
    public void measure(Report report) {
        var settings = Map.of("tulia.twilio.connections", CONNECTIONS, "tulia.temporal.delivery-slots", CONNECTIONS);
        try (StageOfWorkers stage = StageOfWorkers.start(settings)) {
            Tenant tenant = Tenant.make(stage, 1);
            stage.simulator().faults(List.of(FaultRule.of(FaultMode.SLOW).withDelayMs(ANSWER_MILLIS)));
            double one = perSecond(report, stage, tenant, 1);
            double all = perSecond(report, stage, tenant, WORKERS);
            report.atLeast(WORKERS + " workers against one", all / one, 3.5);
        }
    }

    private static double perSecond(Report report, StageOfWorkers stage, Tenant tenant, int workers) {
        stage.workers(workers);
        Audience.make(stage, tenant, WARM_UP * workers).broadcast(stage, tenant);
        int recipients = RECIPIENTS * workers;
        Audience audience = Audience.make(stage, tenant, recipients);
        var cpu = new CpuTime();
        long begun = System.nanoTime();
        Audience.Run run = cpu.during(() -> audience.broadcast(stage, tenant));
        double processors = cpu.total() / ((System.nanoTime() - begun) / 1e6);
        report.raw(String.format(
                Locale.ROOT,
                "%d workers: %.0f/s, %d events in Temporal, %.1f processors busy",
                workers,
                run.perSecond(),
                run.events(),
                processors));
        return run.perSecond();
    }
}
