package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Audience;
import ai.tulia.messaging.bench.stage.KeptCallers;
import ai.tulia.messaging.bench.stage.Predecessor;
import ai.tulia.messaging.bench.stage.StageApart;
import ai.tulia.messaging.bench.stage.Tenant;
import java.util.ArrayList;
import java.util.List;

/** Single messages and a broadcast, against the stack that users come from. */
final class Peers implements Figure {
    private static final int PROCESSES = 4;
    private static final int CALLERS = 32;
    private static final int EACH = 100;
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 3;
    private static final int CUSTOMERS = 64;
    private static final int RECIPIENTS = 40_000;
    private static final int API_HEAP = 256;
    private static final int WORKER_HEAP = 384;

    @Override
    public String what() {
        return """
                Messages a second against the stack that users come from: a Celery task a message (%d processes) with its checks, \
                Twilio's Python SDK and an INSERT; same PostgreSQL (fsync on), Redis and provider (loopback). POST \
                /v1/messages/send from %d connections, %,d a round, %d rounds after %d of warm-up; then a broadcast to %,d, from \
                its first message committed as SENDING to the last one written as SENT. Theirs from the first message written \
                as sent to the last. Neither works while the other is measured.""".formatted(PROCESSES, CALLERS, CALLERS * EACH, ROUNDS, WARM_UP, RECIPIENTS);
    }

    @Override
    public void measure(Report report) {
        try (StageApart stage = StageApart.start(API_HEAP, WORKER_HEAP);
                Predecessor predecessor = Predecessor.start(stage, PROCESSES)) {
            stage.superuser()
                    .sql("insert into sender_pace values ('whatsapp:+14155238886', 1000000)")
                    .update();
            Tenant tenant = Tenant.make(stage, CUSTOMERS);
            single(stage, tenant, predecessor, report);
            broadcast(stage, tenant, predecessor, report);
            double resident = stage.api().resident() + stage.worker().resident();
            report.atMost("resident, API and worker together, MiB", resident, 900);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void single(StageApart stage, Tenant tenant, Predecessor predecessor, Report report) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        BareRounds.Side side = Send.ours(stage.api().address(), tenant);
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double sent = KeptCallers.send(side.server(), side.requests(CALLERS, EACH), side.status())
                    .perSecond();
            double peers = predecessor.perSecond(CALLERS * EACH);
            if (round >= 0) {
                ours.add(sent);
                theirs.add(peers);
            }
        }
        report.raw("single messages/s: " + Rounds.raw(ours));
        report.raw("theirs/s: " + Rounds.raw(theirs));
        report.atLeast("single messages, median of the rounds' ratios", Rounds.medianRatio(ours, theirs), 1);
    }

    private static void broadcast(StageApart stage, Tenant tenant, Predecessor predecessor, Report report) {
        Audience audience = Audience.make(stage, tenant, RECIPIENTS);
        audience.broadcast(stage, tenant); // warm-up
        double ours = audience.broadcast(stage, tenant).perSecond();
        double theirs = predecessor.perSecond(RECIPIENTS);
        report.raw("broadcast: %.0f/s; theirs %.0f/s".formatted(ours, theirs));
        report.atLeast("broadcast to %,d against theirs".formatted(RECIPIENTS), ours / theirs, 15);
    }
}
