package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.bare.BareWorker;
import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Http;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** From the call of the API to the provider's receipt of the POST, against one bare update-with-start. */
final class Immediate implements Figure {
    private static final int ROUNDS = 200;
    private static final int WARM_UP = 150;

    @Override
    public String what() {
        return """
                From just before POST /v1/messages/send (HTTP, kept-open connection) to the instant the provider has read our \
                POST (same clock), against the round trip of one update-with-start of a bare workflow that answers at once, \
                which is what a workflow for it would cost at least: same development server (in memory), client library and worker options. One at a time, %d rounds of \
                message, bare, after %d of warm-up.""".formatted(ROUNDS, WARM_UP);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(true);
                var bare = new BareWorker(stage.temporalTarget())) {
            Tenant tenant = Tenant.make(stage, 20);
            Http http = stage.http();
            List<Double> ours = new ArrayList<>();
            List<Double> whole = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                String body = """
                        {"customer_id": "%s", "message_type": "transactional", "content": "Your code is 123456."}""".formatted(tenant.customer(round));
                Instant begun = Instant.now();
                String sid = http.call("POST", "/v1/messages/send", tenant.apiKey(), body)
                        .path("provider_msg_id")
                        .asString();
                Instant answered = Instant.now();
                // A cold process may answer its first call before the message has gone.
                double took = round < 0 ? 0 : millis(begun, receipt(stage, sid));
                long echoBegun = System.nanoTime();
                bare.echo();
                double echoed = (System.nanoTime() - echoBegun) / 1e6;
                if (round >= 0) {
                    ours.add(took);
                    whole.add(millis(begun, answered));
                    theirs.add(echoed);
                }
            }
            report.raw("call to provider, ms: " + spread(ours));
            report.raw("bare update-with-start, ms: " + spread(theirs));
            report.raw("for information: call to answer, ms: " + spread(whole));
            report.atMost("p50 / p50", Rounds.median(ours) / Rounds.median(theirs), 0.5);
        }
    }

    private static Instant receipt(Stage stage, String sid) {
        ReceivedRequest latest = stage.simulator().requests().getFirst();
        if (!sid.equals(latest.sid())) {
            throw new IllegalStateException("the message was not sent within its call");
        }
        return latest.time();
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private static String spread(List<Double> values) {
        return "p50 %.2f, p10 %.2f, p90 %.2f, p99 %.2f"
                .formatted(
                        Rounds.median(values),
                        Rounds.percentile(values, 0.1),
                        Rounds.percentile(values, 0.9),
                        Rounds.percentile(values, 0.99));
    }
}
