package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.stage.CpuTime;
import ai.tulia.messaging.bench.stage.KeptCallers;
import ai.tulia.messaging.bench.stage.StageApart;
import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;

/** What the whole stack costs while messages wait and nothing is due. */
final class Idle implements Figure {
    private static final int CALLERS = 20;
    private static final int EACH = 500;
    private static final int CUSTOMERS = 64;
    private static final int API_HEAP = 256;
    private static final int WORKER_HEAP = 384;
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(5);
    private static final Duration SETTLES = Duration.ofSeconds(45);
    private static final Duration LOOK = Duration.ofSeconds(60);

    @Override
    public String what() {
        return """
                Processor time of API, worker, Temporal, PostgreSQL, Redis and simulator together, with the product's own \
                intervals and %,d messages that wait in their workflows for tomorrow: %d s of it, %d s after the last one was \
                started.""".formatted(CALLERS * EACH, LOOK.toSeconds(), SETTLES.toSeconds());
    }

    @Override
    public void measure(Report report) {
        try (StageApart stage = StageApart.asShipped(API_HEAP, WORKER_HEAP)) {
            Tenant tenant = Tenant.make(stage, CUSTOMERS);
            BareRounds.Side side = Schedule.ours(stage.api().address(), tenant);
            KeptCallers.send(side.server(), side.requests(CALLERS, EACH), side.status());
            awaitStarted(stage, tenant);
            Thread.sleep(SETTLES);
            var cpu = new CpuTime();
            cpu.during(() -> sleep(LOOK));
            report.raw("processor time, ms a second: " + cpu.perCall(Math.toIntExact(LOOK.toSeconds()), 1));
            report.atMost("percent of a core", 100 * cpu.total() / LOOK.toMillis(), 5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void awaitStarted(StageApart stage, Tenant tenant) {
        long deadline = System.nanoTime() + STARTED_WITHIN.toNanos();
        while (stage.running(tenant.id()) < CALLERS * EACH) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(stage.running(tenant.id()) + " workflows run");
            }
            sleep(Duration.ofSeconds(1));
        }
    }

    private static boolean sleep(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
