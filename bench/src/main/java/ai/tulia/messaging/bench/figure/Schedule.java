package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.bare.BareEndpoint;
import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.stage.KeptConnection;
import ai.tulia.messaging.bench.stage.StageBesideBare;
import ai.tulia.messaging.bench.stage.Tenant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Messages accepted for a time to come, against a bare endpoint with one INSERT. */
final class Schedule implements Figure {
    private static final BareRounds ROUNDS = new BareRounds(32, 100, 3, 5);
    private static final int CUSTOMERS = 64;
    private static final Duration AHEAD = Duration.ofDays(1);

    @Override
    public String what() {
        return """
                POST /v1/messages/schedule, answered 201 after its commit, against a bare Spring endpoint that stores a body by one \
                INSERT: same JVM options, PostgreSQL (fsync on) and caller. %d connections, %,d requests a side and round, %d \
                rounds after %d of warm-up, the first side changing. Temporal runs, workflows are started after the answers; no \
                worker runs.""".formatted(ROUNDS.callers(), ROUNDS.ofOneRound(), ROUNDS.rounds(), ROUNDS.warmUp());
    }

    @Override
    public void measure(Report report) {
        try (StageBesideBare stage = StageBesideBare.start()) {
            Tenant tenant = Tenant.make(stage, CUSTOMERS);
            BareRounds.Result result = ROUNDS.measure(ours(stage.api(), tenant), theirs(stage.bare()), report);
            report.atLeast("median of the rounds' ratios", result.medianRatio(), 0.2);
            report.atMost("p99 against the bare one's", result.p99Ratio(), 3);
        }
    }

    static BareRounds.Side ours(URI api, Tenant tenant) {
        URI route = api.resolve("/v1/messages/schedule");
        Instant at = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
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
                        {"customer_id": "%s", "message_type": "transactional", "content": "Your table is at eight.", \
                        "scheduled_at": "%s"}""".formatted(tenant.customer(n), at)));
    }

    private static BareRounds.Side theirs(URI bare) {
        URI route = bare.resolve(BareEndpoint.PATH);
        return new BareRounds.Side(
                "bare", bare, 204, n -> KeptConnection.post(route, "text/plain", "", "Your table is at eight, " + n));
    }
}
