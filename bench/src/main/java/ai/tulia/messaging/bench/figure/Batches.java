package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Audience;
import ai.tulia.messaging.bench.stage.BatchRequests;
import ai.tulia.messaging.bench.stage.CpuTime;
import ai.tulia.messaging.bench.stage.DueAtOnce;
import ai.tulia.messaging.bench.stage.KeptCallers;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.StageOfWorkers;
import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Messages of batches: how fast they are accepted, against single ones, and sent, against a broadcast. */
final class Batches implements Figure {
    private static final int ROUNDS = 3;
    private static final int CUSTOMERS = 64;
    private static final int SINGLE_CALLERS = 32;
    private static final int SINGLES_EACH = 100;
    private static final int BATCH_CALLERS = 4;
    private static final int BATCHES_EACH = 5;
    private static final int RECIPIENTS = 20_000;
    private static final Duration AHEAD = Duration.ofDays(1);

    @Override
    public String what() {
        return """
                Messages per second that POST /v1/messages/batch accepts for a time to come, %d callers with %d batches of %,d items \
                each a round, against POST /v1/messages/schedule, %d callers with %d requests each; no worker runs. Then messages \
                per second that %d such batches send, written down before and all due at one instant, from the first committed as \
                SENDING to the last written as SENT, against one broadcast to as many, and, without a bar, as many broadcasts to as \
                many as a batch has. %d rounds each, the order changing, after one of warm-up.""".formatted(
                        BATCH_CALLERS,
                        BATCHES_EACH,
                        BatchRequests.ITEMS,
                        SINGLE_CALLERS,
                        SINGLES_EACH,
                        RECIPIENTS / BatchRequests.ITEMS,
                        ROUNDS);
    }

    @Override
    public void measure(Report report) {
        accepted(report);
        sent(report);
    }

    private static void accepted(Report report) {
        try (StageOfWorkers stage = StageOfWorkers.start(Map.of())) {
            Tenant tenant = Tenant.make(stage, CUSTOMERS);
            var requests = new BatchRequests(stage, tenant, tenant.customers());
            List<Double> singles = new ArrayList<>();
            List<Double> batches = new ArrayList<>();
            var cpu = new CpuTime();
            for (int round = -1; round < ROUNDS; round++) {
                if (round % 2 == 0) {
                    add(batches, cpu.during(() -> batches(stage, requests)), round);
                }
                add(singles, singles(stage, tenant), round);
                if (round % 2 != 0) {
                    add(batches, cpu.during(() -> batches(stage, requests)), round);
                }
            }
            report.raw("singles accepted/s: " + Rounds.raw(singles));
            report.raw("messages of batches accepted/s: " + Rounds.raw(batches));
            report.raw("processor time, ms a message of a batch: "
                    + cpu.perCall((ROUNDS + 1) * BATCH_CALLERS * BATCHES_EACH * BatchRequests.ITEMS, 3));
            report.atLeast("accepted: median of the rounds' ratios", Rounds.medianRatio(batches, singles), 10);
        }
    }

    private static void sent(Report report) {
        try (Stage stage = Stage.start(true, true)) {
            Tenant tenant = Tenant.make(stage, 1);
            Audience.make(stage, tenant, RECIPIENTS);
            List<UUID> customers = stage.superuser()
                    .sql("select id from customer where tenant_id = :tenant order by id")
                    .param("tenant", tenant.id())
                    .query(UUID.class)
                    .list();
            var due = new DueAtOnce(stage, tenant, customers);
            List<Double> one = new ArrayList<>();
            List<Double> many = new ArrayList<>();
            List<Double> batches = new ArrayList<>();
            for (int round = -1; round < ROUNDS; round++) {
                if (round % 2 == 0) {
                    add(batches, due.batches(), round);
                    add(one, due.oneBroadcast(), round);
                    add(many, due.broadcasts(), round);
                } else {
                    add(many, due.broadcasts(), round);
                    add(one, due.oneBroadcast(), round);
                    add(batches, due.batches(), round);
                }
            }
            report.raw("messages/s of one broadcast: " + Rounds.raw(one));
            report.raw("messages/s of broadcasts as small as batches: " + Rounds.raw(many));
            report.raw("messages/s of batches: " + Rounds.raw(batches));
            report.atLeast("sent: median of the rounds' ratios", Rounds.medianRatio(batches, one), 0.9);
        }
    }

    private static void add(List<Double> measured, double perSecond, int round) {
        if (round >= 0) {
            measured.add(perSecond);
        }
    }

    private static double singles(StageOfWorkers stage, Tenant tenant) {
        BareRounds.Side side = Schedule.ours(stage.api(), tenant);
        return KeptCallers.send(side.server(), side.requests(SINGLE_CALLERS, SINGLES_EACH), side.status())
                .perSecond();
    }

    private static double batches(StageOfWorkers stage, BatchRequests requests) {
        Instant at = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
        List<List<byte[]>> all = IntStream.range(0, BATCH_CALLERS)
                .mapToObj(caller -> IntStream.range(0, BATCHES_EACH)
                        .mapToObj(n -> requests.request(stage.api(), caller * BATCHES_EACH + n, at))
                        .toList())
                .toList();
        return KeptCallers.send(stage.api(), all, 200).perSecond() * BatchRequests.ITEMS;
    }
}
