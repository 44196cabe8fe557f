package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Audience;
import ai.tulia.messaging.bench.stage.KeptCallers;
import ai.tulia.messaging.bench.stage.KeptConnection;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages accepted and sent by batches, against single ones that are scheduled, and against a broadcast. */
final class Batches implements Figure {
    private static final int SIZE = 1_000;
    private static final int CALLERS = 4;
    private static final int SINGLES = 200;
    private static final int ROUNDS = 3;

    @Override
    public String what() {
        return """
                Messages per second that POST /v1/messages/batch accepts (%,d items a request), against as many callers of POST \
                /v1/messages/schedule (%d requests each), all for tomorrow; then messages per second that a batch of %,d sends, \
                from its first message committed as SENDING to its last one written as SENT, against a broadcast to as many. %d \
                connections, %d rounds after one of warm-up, fsync on.""".formatted(SIZE, SINGLES, SIZE, CALLERS, ROUNDS);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(true, true)) {
            Tenant tenant = Tenant.make(stage, 1);
            Audience audience = Audience.make(stage, tenant, SIZE);
            List<UUID> customers = stage.superuser()
                    .sql("select id from customer where tenant_id = :tenant")
                    .param("tenant", tenant.id())
                    .query(UUID.class)
                    .list();
            List<Double> singles = new ArrayList<>();
            List<Double> batches = new ArrayList<>();
            List<Double> broadcastSends = new ArrayList<>();
            List<Double> batchSends = new ArrayList<>();
            for (int round = -1; round < ROUNDS; round++) {
                double single =
                        accepted(stage, tenant, "schedule", 201, Collections.nCopies(SINGLES, single(customers)));
                double batch = accepted(stage, tenant, "batch", 200, List.of(batch(customers, tomorrow()))) * SIZE;
                double broadcast = audience.broadcast(stage, tenant).perSecond();
                double drained = drained(stage, tenant, customers);
                if (round >= 0) {
                    singles.add(single);
                    batches.add(batch);
                    broadcastSends.add(broadcast);
                    batchSends.add(drained);
                }
            }
            report.raw("scheduled one by one/s: " + Rounds.raw(singles));
            report.raw("accepted by batches/s: " + Rounds.raw(batches));
            report.raw("sent by a broadcast/s: " + Rounds.raw(broadcastSends));
            report.raw("sent by a batch/s: " + Rounds.raw(batchSends));
            report.atLeast("accepted by batches against one by one", Rounds.medianRatio(batches, singles), 10);
            report.atLeast("sent by a batch against a broadcast", Rounds.medianRatio(batchSends, broadcastSends), 0.9);
        }
    }

    /** Requests a second, of each caller the same ones. */
    private static double accepted(Stage stage, Tenant tenant, String route, int status, List<String> bodies) {
        URI url = stage.http().base().resolve("/v1/messages/" + route);
        var requests = bodies.stream()
                .map(body -> KeptConnection.post(
                        url, "application/json", "Authorization: Bearer " + tenant.apiKey() + "\r\n", body))
                .toList();
        return KeptCallers.send(stage.http().base(), Collections.nCopies(CALLERS, requests), status)
                .perSecond();
    }

    private static double drained(Stage stage, Tenant tenant, List<UUID> customers) {
        String id = stage.http()
                .call("POST", "/v1/messages/batch", tenant.apiKey(), batch(customers, ""))
                .path("batch_id")
                .asString();
        JdbcClient sql = stage.superuser();
        Instant deadline = Instant.now().plus(Duration.ofMinutes(5));
        while (!sql.sql("select status from broadcast where id = :id::uuid")
                .param("id", id)
                .query(String.class)
                .single()
                .equals("completed")) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("the batch did not end");
            }
            pause();
        }
        double seconds = sql.sql("""
                        select extract(epoch from max(m.sent_at) - min(e.at)) from message m
                        join message_event e on e.tenant_id = m.tenant_id and e.message_id = m.id
                            and e.kind = 'attempt_started'
                        where m.broadcast_id = :id::uuid""").param("id", id).query(Double.class).single();
        return SIZE / seconds;
    }

    private static String single(List<UUID> customers) {
        return "{" + message(customers.getFirst(), tomorrow()) + "}";
    }

    private static String batch(List<UUID> customers, String time) {
        return IntStream.range(0, SIZE)
                .mapToObj(n -> "{" + message(customers.get(n % customers.size()), time) + "}")
                .collect(Collectors.joining(", ", "{\"items\": [", "]}"));
    }

    private static String tomorrow() {
        return ", \"scheduled_at\": \"" + Instant.now().plus(Duration.ofDays(1)) + "\"";
    }

    private static String message(UUID customer, String time) {
        return """
                "customer_id": "%s", "message_type": "promotional", "content": "Hello {{name}}, spring is here. Answer STOP to \
                leave."%s""".formatted(customer, time);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
