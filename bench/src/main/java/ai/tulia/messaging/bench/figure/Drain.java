package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.activities.delivery.OutboundMessage;
import ai.tulia.messaging.activities.delivery.TwilioGateway;
import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.stage.Audience;
import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.CpuTime;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.delivery.ProviderAnswer;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Messages a second of a broadcast, against a bare loop that posts the same messages. */
final class Drain implements Figure {
    private static final int RECIPIENTS = 20_000;
    private static final int WARM_UP = 10_000;
    private static final int CONNECTIONS = 200;

    @Override
    public String what() {
        return """
                Messages per second that a broadcast sends, from its first message committed as SENDING to its last one \
                written as SENT, against a bare loop that posts the same messages with the same Twilio client, connections \
                (%d) and simulator, in the same JVM; %,d recipients a run after a warm-up of %,d. Our side includes the claim, \
                facts, policy, rolling 24 h in Redis, rendering, SENDING, outcomes, events and counts in PostgreSQL (fsync on), \
                while the rest of the audience is still being written down.""".formatted(CONNECTIONS, RECIPIENTS, WARM_UP);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(true, true)) {
            Tenant tenant = Tenant.make(stage, 1);
            Audience audience = Audience.make(stage, tenant, RECIPIENTS);
            loop(stage, tenant, WARM_UP);
            broadcast(stage, tenant, audience, new CpuTime());
            double bare = 0;
            double ours = 0;
            var bareCpu = new CpuTime();
            var cpu = new CpuTime();
            for (int round = 0; round < 3; round++) {
                double theirs = bareCpu.during(() -> loop(stage, tenant, RECIPIENTS));
                double broadcast = broadcast(stage, tenant, audience, cpu);
                report.raw(String.format(
                        Locale.ROOT,
                        "round %d: bare %.0f/s, broadcast %.0f/s, %.2f",
                        round,
                        theirs,
                        broadcast,
                        broadcast / theirs));
                bare += theirs / 3;
                ours += broadcast / 3;
            }
            report.raw("processor time, ms a message: " + cpu.perCall(3 * RECIPIENTS, 3));
            report.raw("processor time, ms a bare POST: " + bareCpu.perCall(3 * RECIPIENTS, 3));
            report.atLeast("mean of the rounds against the bare loop", ours / bare, 0.45);
        }
    }

    private static double loop(Stage stage, Tenant tenant, int count) {
        var twilio = stage.worker(TwilioGateway.class);
        String account = "AC" + tenant.id().toString().replace("-", "");
        return Callers.perSecond(CONNECTIONS, count, n -> {
            var message = new OutboundMessage(
                    account,
                    "simulated-token-" + tenant.id(),
                    "whatsapp:+14155238886",
                    "whatsapp:+4915%09d".formatted(n),
                    "Hello Customer " + n + ", spring is here. Answer STOP to leave.",
                    null,
                    Map.of(),
                    null,
                    URI.create(
                            "http://127.0.0.1:1/v1/webhooks/twilio/" + tenant.id() + "/" + UUID.randomUUID() + "/1"));
            if (!(twilio.post(message, () -> true) instanceof ProviderAnswer.Created)) {
                throw new IllegalStateException("a bare POST failed");
            }
        });
    }

    private static double broadcast(Stage stage, Tenant tenant, Audience audience, CpuTime cpu) {
        return cpu.during(() -> audience.broadcast(stage, tenant)).perSecond();
    }
}
