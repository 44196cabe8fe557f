package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.bare.BareEndpoint;
import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.KeptConnection;
import ai.tulia.messaging.bench.stage.StageBesideBare;
import ai.tulia.messaging.bench.stage.Tenant;
import java.net.URI;
import java.util.UUID;

/** Messages that go at once, against a bare endpoint that stores, posts and notes the answer. */
final class Send implements Figure {
    private static final BareRounds ROUNDS = new BareRounds(32, 100, 3, 5);
    private static final int ALONE = 300;
    private static final int CUSTOMERS = 64;

    @Override
    public String what() {
        return """
                POST /v1/messages/send, answered 201 when the provider has answered, against a bare Spring endpoint with an \
                INSERT, the same POST by the same client and an UPDATE: same JVM options, PostgreSQL (fsync on), provider \
                (loopback, in the caller's JVM) and caller. %d connections, %,d requests a side and round, %d rounds after %d of \
                warm-up, the first side changing; then one connection, %d requests a side. No worker runs.""".formatted(ROUNDS.callers(), ROUNDS.ofOneRound(), ROUNDS.rounds(), ROUNDS.warmUp(), ALONE);
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
            BareRounds.Side ours = ours(stage.api(), tenant);
            BareRounds.Side theirs = theirs(stage.bare());
            BareRounds.Result result = ROUNDS.measure(ours, theirs, report);
            double alone = Rounds.median(BareRounds.alone(ours, ALONE, report));
            double bareAlone = Rounds.median(BareRounds.alone(theirs, ALONE, report));
            report.atLeast(
                    "median of the rounds' ratios, %d callers".formatted(ROUNDS.callers()), result.medianRatio(), 0.2);
            report.atMost("p50, 1 caller, against the bare one's", alone / bareAlone, 4);
            report.atMost("p99, %d callers, against the bare one's".formatted(ROUNDS.callers()), result.p99Ratio(), 3);
        }
    }

    static BareRounds.Side ours(URI api, Tenant tenant) {
        URI route = api.resolve("/v1/messages/send");
        return new BareRounds.Side(
                "messages",
                api,
                201,
                n -> KeptConnection.post(
                        route,
                        "application/json",
                        "Authorization: Bearer " + tenant.apiKey() + "\r\nIdempotency-Key: " + UUID.randomUUID()
                                + "\r\n",
                        """
                        {"customer_id": "%s", "message_type": "transactional", "content": "Your code is 123456."}""".formatted(tenant.customer(n))));
    }

    private static BareRounds.Side theirs(URI bare) {
        URI route = bare.resolve(BareEndpoint.SEND_PATH);
        return new BareRounds.Side(
                "bare",
                bare,
                201,
                n -> KeptConnection.post(route, "text/plain", "", "+49151234%05d".formatted(n % CUSTOMERS)));
    }
}
