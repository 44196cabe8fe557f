package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.bare.BareEndpoint;
import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.CpuTime;
import ai.tulia.messaging.bench.stage.KeptCallers;
import ai.tulia.messaging.bench.stage.KeptConnection;
import ai.tulia.messaging.bench.stage.StageBesideBare;
import ai.tulia.messaging.bench.stage.StatusCallback;
import ai.tulia.messaging.bench.stage.Tenant;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** How many status callbacks a second one API process stores, against a bare Spring endpoint with one INSERT. */
final class CallbackIntake implements Figure {
    private static final int CALLERS = 32;
    private static final int EACH = 625;
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 5;
    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    public String what() {
        return """
                Status callbacks stored a second by one API process, each signed, of another message and answered after its commit, \
                against a bare Spring endpoint that stores a body of the same length by one INSERT: same JVM options, pool, \
                PostgreSQL (fsync on) and caller; %d connections, %,d requests a side and round, %d rounds after %d of warm-up, \
                the first side changing. No worker runs.""".formatted(CALLERS, CALLERS * EACH, ROUNDS, WARM_UP);
    }

    @Override
    public void measure(Report report) {
        try (StageBesideBare stage = StageBesideBare.start()) {
            Tenant tenant = Tenant.make(stage, 1);
            var ours = new ArrayList<Double>();
            var theirs = new ArrayList<Double>();
            var cpu = new CpuTime();
            var bareCpu = new CpuTime();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                var callbacks = callbacks(stage.api(), tenant);
                var bodies = bare(stage.bare(), tenant);
                boolean first = round % 2 == 0;
                double one = first ? store(stage.api(), callbacks, cpu) : store(stage.bare(), bodies, bareCpu);
                double other = first ? store(stage.bare(), bodies, bareCpu) : store(stage.api(), callbacks, cpu);
                if (round >= 0) {
                    ours.add(first ? one : other);
                    theirs.add(first ? other : one);
                }
            }
            report.raw("callbacks/s: " + Rounds.raw(ours));
            report.raw("bare INSERTs/s: " + Rounds.raw(theirs));
            int all = (WARM_UP + ROUNDS) * CALLERS * EACH;
            report.raw("processor time, ms a callback: " + cpu.perCall(all, 3));
            report.raw("processor time, ms a bare INSERT: " + bareCpu.perCall(all, 3));
            long stored = stage.superuser()
                    .sql("select count(*) from provider_callback")
                    .query(Long.class)
                    .single();
            report.atLeast("stored", stored, all);
            report.atLeast("median of the rounds' ratios", Rounds.medianRatio(ours, theirs), 0.3);
        }
    }

    private static List<List<byte[]>> callbacks(URI api, Tenant tenant) {
        return requests(n -> {
            String sid = "SM" + UUID.randomUUID().toString().replace("-", "");
            URI address = api.resolve("/v1/webhooks/twilio/" + tenant.id() + "/" + UUID.randomUUID() + "/1");
            var callback = new StatusCallback(tenant, address, sid, "delivered");
            return KeptConnection.post(
                    address, FORM, "X-Twilio-Signature: " + callback.signature() + "\r\n", callback.form());
        });
    }

    private static List<List<byte[]>> bare(URI server, Tenant tenant) {
        var callback = new StatusCallback(tenant, server, "SM" + "0".repeat(32), "delivered");
        return requests(n -> KeptConnection.post(server.resolve(BareEndpoint.PATH), "text/plain", "", callback.form()));
    }

    private static List<List<byte[]>> requests(IntFunction<byte[]> request) {
        return IntStream.range(0, CALLERS)
                .mapToObj(caller -> IntStream.range(0, EACH).mapToObj(request).toList())
                .toList();
    }

    private static double store(URI server, List<List<byte[]>> requests, CpuTime cpu) {
        return cpu.during(() -> KeptCallers.send(server, requests, 204).perSecond());
    }
}
