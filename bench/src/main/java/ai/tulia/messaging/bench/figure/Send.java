package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.bare.BareEndpoint;
import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.CpuTime;
import ai.tulia.messaging.bench.stage.KeptCallers;
import ai.tulia.messaging.bench.stage.KeptConnection;
import ai.tulia.messaging.bench.stage.StageBesideBare;
import ai.tulia.messaging.bench.stage.Tenant;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Messages that go at once, against a bare endpoint that stores, posts and notes the answer. */
final class Send implements Figure {
    private static final int CALLERS = 32;
    private static final int EACH = 100;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 5;
    private static final int ALONE = 300;
    private static final int CUSTOMERS = 64;

    @Override
    public String what() {
        return """
                POST /v1/messages/send, answered 201 when the provider has answered, against a bare Spring endpoint with an \
                INSERT, the same POST by the same client and an UPDATE: same JVM options, PostgreSQL (fsync on), provider \
                (loopback, in the caller's JVM) and caller. %d connections, %,d requests a side and round, %d rounds after %d of \
                warm-up, the first side changing; then one connection, %d requests a side. No worker runs.""".formatted(CALLERS, CALLERS * EACH, ROUNDS, WARM_UP, ALONE);
    }

    /** One of the two that are compared. */
    private static final class Side {
        private final List<Double> perSecond = new ArrayList<>();
        private final List<Double> millis = new ArrayList<>();
        private final CpuTime cpu = new CpuTime();

        /** @param counts false in the warm-up */
        void send(URI server, List<List<byte[]>> requests, boolean counts) {
            if (!counts) {
                KeptCallers.send(server, requests, 201);
                return;
            }
            KeptCallers.Answered answered = cpu.during(() -> KeptCallers.send(server, requests, 201));
            perSecond.add(answered.perSecond());
            millis.addAll(answered.millis());
        }
    }

    @Override
    public void measure(Report report) {
        try (StageBesideBare stage = StageBesideBare.start()) {
            Tenant tenant = Tenant.make(stage, CUSTOMERS);
            stage.superuser()
                    .sql("insert into sender_pace (sender, messages_per_second) select address, 5000 from sender"
                            + " where tenant_id = :tenant")
                    .param("tenant", tenant.id())
                    .update();
            var ours = new Side();
            var theirs = new Side();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                boolean counts = round >= 0;
                if (round % 2 == 0) {
                    ours.send(stage.api(), ours(stage, tenant, CALLERS, EACH), counts);
                }
                theirs.send(stage.bare(), theirs(stage, CALLERS, EACH), counts);
                if (round % 2 != 0) {
                    ours.send(stage.api(), ours(stage, tenant, CALLERS, EACH), counts);
                }
            }
            report.raw("messages/s: " + Rounds.raw(ours.perSecond));
            report.raw("bare/s: " + Rounds.raw(theirs.perSecond));
            report.raw("ms, %d callers: ".formatted(CALLERS) + spread(ours.millis) + "; bare " + spread(theirs.millis));
            report.raw("processor time, ms a message: " + ours.cpu.perCall(ROUNDS * CALLERS * EACH, 2));
            report.raw("processor time, ms a bare one: " + theirs.cpu.perCall(ROUNDS * CALLERS * EACH, 2));
            List<Double> alone = KeptCallers.send(stage.api(), ours(stage, tenant, 1, ALONE), 201)
                    .millis();
            List<Double> bareAlone =
                    KeptCallers.send(stage.bare(), theirs(stage, 1, ALONE), 201).millis();
            report.raw("ms, 1 caller: " + spread(alone) + "; bare " + spread(bareAlone));
            report.atLeast(
                    "median of the rounds' ratios, %d callers".formatted(CALLERS),
                    Rounds.medianRatio(ours.perSecond, theirs.perSecond),
                    0.2);
            report.atMost("p50, 1 caller, against the bare one's", Rounds.median(alone) / Rounds.median(bareAlone), 4);
            report.atMost(
                    "p99, %d callers, against the bare one's".formatted(CALLERS),
                    Rounds.percentile(ours.millis, 0.99) / Rounds.percentile(theirs.millis, 0.99),
                    3);
        }
    }

    private static List<List<byte[]>> ours(StageBesideBare stage, Tenant tenant, int callers, int each) {
        URI route = stage.api().resolve("/v1/messages/send");
        return requests(
                callers,
                each,
                n -> KeptConnection.post(
                        route,
                        "application/json",
                        "Authorization: Bearer " + tenant.apiKey() + "\r\nIdempotency-Key: " + UUID.randomUUID()
                                + "\r\n",
                        """
                {"customer_id": "%s", "message_type": "transactional", "content": "Your code is 123456."}""".formatted(tenant.customer(n))));
    }

    private static List<List<byte[]>> theirs(StageBesideBare stage, int callers, int each) {
        URI route = stage.bare().resolve(BareEndpoint.SEND_PATH);
        return requests(
                callers,
                each,
                n -> KeptConnection.post(route, "text/plain", "", "+49151234%05d".formatted(n % CUSTOMERS)));
    }

    private static List<List<byte[]>> requests(int callers, int each, IntFunction<byte[]> request) {
        return IntStream.range(0, callers)
                .mapToObj(caller -> IntStream.range(0, each)
                        .mapToObj(n -> request.apply(caller * each + n))
                        .toList())
                .toList();
    }

    private static String spread(List<Double> millis) {
        return "p50 %.1f, p99 %.1f".formatted(Rounds.median(millis), Rounds.percentile(millis, 0.99));
    }
}
