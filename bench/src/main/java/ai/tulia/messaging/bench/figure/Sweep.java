package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.bare.BareWorker;
import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Acceptance;
import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.CpuTime;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.message.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Workflows a second that one worker's sweeper starts for a Temporal that came back empty, against bare starts a second. */
final class Sweep implements Figure {
    private static final int CALLERS = 32;
    private static final int COUNT = 200;
    private static final int ROUNDS = 5;

    @Override
    public String what() {
        return """
                Workflows per second that one worker's sweeper starts for %,d waiting messages that have none, from its first look \
                at the ledger to its last, against bare starts of workflows by %d callers: same development server (keeping its \
                workflows on disk, as the stack starts it), same JVM and client library; %d rounds, the first side changing. Both \
                sides have a worker that runs what is started meanwhile.""".formatted(COUNT, CALLERS, ROUNDS);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(false, true);
                var bare = new BareWorker(stage.temporalTarget())) {
            Tenant tenant = Tenant.make(stage, 50);
            ours(stage, tenant);
            Callers.perSecond(CALLERS, COUNT, n -> bare.start());
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            var cpu = new CpuTime();
            var bareCpu = new CpuTime();
            for (int round = 0; round < ROUNDS; round++) {
                if (round % 2 == 0) {
                    ours.add(cpu.during(() -> ours(stage, tenant)));
                }
                theirs.add(bareCpu.during(() -> Callers.perSecond(CALLERS, COUNT, n -> bare.start())));
                if (round % 2 == 1) {
                    ours.add(cpu.during(() -> ours(stage, tenant)));
                }
            }
            report.raw("messages/s: " + Rounds.raw(ours) + ", median %.1f".formatted(Rounds.median(ours)));
            report.raw("bare starts/s: " + Rounds.raw(theirs) + ", median %.1f".formatted(Rounds.median(theirs)));
            report.raw("processor time, ms a message, its acceptance included: " + cpu.perCall(ROUNDS * COUNT, 1));
            report.raw("processor time, ms a bare start: " + bareCpu.perCall(ROUNDS * COUNT, 1));
            report.atLeast("median of the rounds' ratios", Rounds.medianRatio(ours, theirs), 0.5);
        }
    }

    private static double ours(Stage stage, Tenant tenant) {
        var acceptance = new Acceptance(stage);
        Instant later = Instant.now().plus(Duration.ofHours(6));
        Callers.perSecond(8, COUNT, n -> acceptance.text(tenant, tenant.customer(n), MessageType.TRANSACTIONAL, later));
        // The sweeper leaves alone what was touched just now.
        stage.superuser()
                .sql("update message set changed_at = changed_at - interval '1 minute' where status = 'pending'")
                .update();
        long begun = System.nanoTime();
        int started = stage.sweepMessages();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (started != COUNT) {
            throw new IllegalStateException("the sweeper started " + started + " of " + COUNT);
        }
        stage.superuser()
                .sql("update message set status = 'canceled', state = 'CANCELED' where status = 'pending'")
                .update();
        return COUNT / seconds;
    }
}
