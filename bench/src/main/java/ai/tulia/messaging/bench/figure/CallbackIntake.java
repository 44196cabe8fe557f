package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.bare.BareEndpoint;
import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.stage.KeptConnection;
import ai.tulia.messaging.bench.stage.StageBesideBare;
import ai.tulia.messaging.bench.stage.StatusCallback;
import ai.tulia.messaging.bench.stage.Tenant;
import java.net.URI;
import java.util.UUID;

/** How many status callbacks a second one API process stores, against a bare Spring endpoint with one INSERT. */
final class CallbackIntake implements Figure {
    private static final BareRounds ROUNDS = new BareRounds(32, 625, 2, 5);
    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    public String what() {
        return """
                Status callbacks stored a second by one API process, each signed, of another message and answered after its commit, \
                against a bare Spring endpoint that stores a body of the same length by one INSERT: same JVM options, pool, \
                PostgreSQL (fsync on) and caller; %d connections, %,d requests a side and round, %d rounds after %d of warm-up, \
                the first side changing. No worker runs.""".formatted(ROUNDS.callers(), ROUNDS.ofOneRound(), ROUNDS.rounds(), ROUNDS.warmUp());
    }

    @Override
    public void measure(Report report) {
        try (StageBesideBare stage = StageBesideBare.start()) {
            Tenant tenant = Tenant.make(stage, 1);
            BareRounds.Result result = ROUNDS.measure(ours(stage.api(), tenant), theirs(stage.bare(), tenant), report);
            long stored = stage.superuser()
                    .sql("select count(*) from provider_callback")
                    .query(Long.class)
                    .single();
            report.atLeast("stored", stored, (ROUNDS.warmUp() + ROUNDS.rounds()) * ROUNDS.ofOneRound());
            report.atLeast("median of the rounds' ratios", result.medianRatio(), 0.3);
        }
    }

    private static BareRounds.Side ours(URI api, Tenant tenant) {
        return new BareRounds.Side("callbacks", api, 204, n -> {
            String sid = "SM" + UUID.randomUUID().toString().replace("-", "");
            URI address = api.resolve("/v1/webhooks/twilio/" + tenant.id() + "/" + UUID.randomUUID() + "/1");
            var callback = new StatusCallback(tenant, address, sid, "delivered");
            return KeptConnection.post(
                    address, FORM, "X-Twilio-Signature: " + callback.signature() + "\r\n", callback.form());
        });
    }

    private static BareRounds.Side theirs(URI bare, Tenant tenant) {
        var callback = new StatusCallback(tenant, bare, "SM" + "0".repeat(32), "delivered");
        return new BareRounds.Side(
                "bare INSERTs",
                bare,
                204,
                n -> KeptConnection.post(bare.resolve(BareEndpoint.PATH), "text/plain", "", callback.form()));
    }
}
