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
import ai.tulia.messaging.workflows.message.MessageWorkflowStarter;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.List;

/** Messages a second, each sent alone, against bare workflows a second. */
final class Alone implements Figure {
    private static final int CALLERS = 32;
    private static final int COUNT = 100;
    private static final int ROUNDS = 15;
    private static final int WARM_UP = 1_000;

    private final boolean durable;

    /** @param durable whether Temporal keeps its workflows on disk, as in every use but tests */
    Alone(boolean durable) {
        this.durable = durable;
    }

    @Override
    public String what() {
        return """
                Messages per second sent alone, from acceptance to the end of their workflows, against bare workflows with \
                one empty remote activity: same development server (%s), same JVM, client library, worker options; \
                %d callers, each starting one and waiting for its end; %d a side and round, %d rounds, the first side \
                changing. Our side includes the intake (facts, policy, row and event in one commit), all steps, \
                PostgreSQL (fsync on), Redis, and the POST to the simulator in the same JVM. HTTP of the API is on neither side.""".formatted(
                        durable ? "keeping its workflows on disk, as the stack starts it" : "in memory",
                        CALLERS,
                        COUNT,
                        ROUNDS);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(true, durable);
                var bare = new BareWorker(stage.temporalTarget())) {
            Tenant tenant = Tenant.make(stage, 50);
            var acceptance = new Acceptance(stage);
            var starter = stage.api(MessageWorkflowStarter.class);
            var client = stage.api(WorkflowClient.class);
            java.util.function.IntConsumer message = n -> {
                var ref = acceptance.text(tenant, tenant.customer(n), MessageType.TRANSACTIONAL, null);
                starter.start(ref, MessageType.TRANSACTIONAL);
                client.newUntypedWorkflowStub(MessageWorkflowStarter.workflowId(ref))
                        .getResult(Void.class);
            };
            Callers.perSecond(CALLERS, WARM_UP, message);
            Callers.perSecond(CALLERS, WARM_UP, n -> bare.run());
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            var cpu = new CpuTime();
            var bareCpu = new CpuTime();
            for (int round = 0; round < ROUNDS; round++) {
                if (round % 2 == 0) {
                    ours.add(cpu.during(() -> Callers.perSecond(CALLERS, COUNT, message)));
                }
                theirs.add(bareCpu.during(() -> Callers.perSecond(CALLERS, COUNT, n -> bare.run())));
                if (round % 2 == 1) {
                    ours.add(cpu.during(() -> Callers.perSecond(CALLERS, COUNT, message)));
                }
            }
            long sent = stage.superuser()
                    .sql("select count(*) from message where state = 'SENT'")
                    .query(Long.class)
                    .single();
            report.raw("messages/s: " + Rounds.raw(ours) + ", median %.1f".formatted(Rounds.median(ours)));
            report.raw("bare workflows/s: " + Rounds.raw(theirs) + ", median %.1f".formatted(Rounds.median(theirs)));
            report.raw(sent + " of " + (WARM_UP + ROUNDS * COUNT) + " messages are SENT in the ledger, "
                    + stage.simulator().requests().size() + " POSTs reached the provider");
            report.raw("processor time, ms a message: " + cpu.perCall(ROUNDS * COUNT, 1));
            report.raw("processor time, ms a bare workflow: " + bareCpu.perCall(ROUNDS * COUNT, 1));
            report.atLeast("median of the rounds' ratios", Rounds.medianRatio(ours, theirs), 0.8);
        }
    }
}
