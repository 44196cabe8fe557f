package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.EndlessCallers;
import ai.tulia.messaging.bench.stage.KeptConnection;
import ai.tulia.messaging.bench.stage.StageOfWorkers;
import ai.tulia.messaging.bench.stage.Tenant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How long a quiet tenant's look takes beside one that asks for all that it may. */
final class Heavy implements Figure {
    private static final int PREVIEWS = Integer.getInteger("bench.previews", 22);
    private static final int SENDS = Integer.getInteger("bench.sends", 200);
    private static final int RECIPIENTS = 400;
    private static final int CUSTOMERS = 200_000;
    private static final int CONDITIONS = 4;
    private static final int ROUNDS = 3;
    private static final int LOOKS = 200;
    /** Below it nobody notices a doubling. */
    private static final double UNNOTICED_MILLIS = 25;

    @Override
    public String what() {
        return """
                GET of one customer by a quiet tenant, one after the other on a kept connection, alone and beside another tenant's %d \
                callers of audience previews over %,d customers and %d callers of POST /v1/messages/send; one API process, \
                PostgreSQL, provider and callers on this machine. %d rounds of %d looks alone, %d beside, after one of warm-up. The \
                noisy tenant's refusals (429) are counted, and nobody may see a 5xx.""".formatted(PREVIEWS, CUSTOMERS, SENDS, ROUNDS, LOOKS, LOOKS);
    }

    private record Load(EndlessCallers previews, EndlessCallers sends) implements AutoCloseable {
        static Load start(URI api, Tenant noisy) {
            BareRounds.Side sends = Send.ours(api, noisy);
            return new Load(
                    EndlessCallers.start(api, PREVIEWS, n -> preview(api, noisy)),
                    EndlessCallers.start(api, SENDS, sends.request()));
        }

        @Override
        public void close() throws InterruptedException {
            sends.close();
            previews.close();
        }
    }

    @Override
    public void measure(Report report) {
        try (StageOfWorkers stage = StageOfWorkers.start(Map.of())) {
            Tenant quiet = Tenant.make(stage, 1);
            Tenant noisy = Tenant.make(stage, RECIPIENTS);
            addCustomers(stage, noisy);
            byte[] look = look(stage.api(), quiet);
            List<Double> alone = new ArrayList<>();
            List<Double> beside = new ArrayList<>();
            long previewed = 0;
            long refused = 0;
            long sent = 0;
            long broken = 0;
            looks(stage.api(), look);
            for (int round = 0; round < ROUNDS; round++) {
                alone.addAll(looks(stage.api(), look));
                Load load = Load.start(stage.api(), noisy);
                try (load) {
                    awaitPreview(load);
                    beside.addAll(looks(stage.api(), look));
                }
                previewed += load.previews().answered(200, 200);
                refused += load.previews().answered(429, 429);
                sent += load.sends().answered(201, 201);
                broken += load.previews().answered(500, 599) + load.sends().answered(500, 599);
                report.raw("answers to previews " + load.previews() + ", to sends " + load.sends());
            }
            report.raw("alone, ms: " + spread(alone));
            report.raw("beside, ms: " + spread(beside));
            report.raw("of the other: %,d previews, %,d refused, %,d messages".formatted(previewed, refused, sent));
            double p95 = Rounds.percentile(beside, 0.95);
            report.atMost(
                    "p95 beside, against its own or %.0f ms".formatted(UNNOTICED_MILLIS),
                    p95 / Math.max(Rounds.percentile(alone, 0.95), UNNOTICED_MILLIS),
                    2);
            report.atMost("answers of 5xx to the other", broken, 0);
            report.atLeast("previews of the other that were answered", previewed, ROUNDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** That the load is there: a preview was answered, or refused for those under way. */
    private static void awaitPreview(Load load) throws InterruptedException {
        while (load.previews().answered(0, 999) + load.sends().answered(0, 999) == 0) {
            Thread.sleep(50);
        }
    }

    private static List<Double> looks(URI api, byte[] look) {
        List<Double> millis = new ArrayList<>();
        try (var connection = new KeptConnection(api)) {
            for (int i = 0; i < LOOKS; i++) {
                long begun = System.nanoTime();
                int status = connection.send(look);
                millis.add((System.nanoTime() - begun) / 1e6);
                if (status != 200) {
                    throw new IllegalStateException("the quiet tenant was answered " + status);
                }
            }
        }
        return millis;
    }

    private static byte[] look(URI api, Tenant quiet) {
        return "GET /v1/customers/%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(quiet.customer(0), api.getAuthority(), quiet.apiKey())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Of whom none is meant: each is looked at, and its attribute read as a time, again and again. */
    private static byte[] preview(URI api, Tenant noisy) {
        String condition = "{\"field\": \"attr.since\", \"op\": \"before\", \"value\": \"2000-01-01\"}";
        return KeptConnection.post(
                api.resolve("/v1/audiences/preview"),
                "application/json",
                "Authorization: Bearer " + noisy.apiKey() + "\r\n",
                "{\"criteria\": {\"any\": [" + String.join(", ", Collections.nCopies(CONDITIONS, condition)) + "]}}");
    }

    private static void addCustomers(StageOfWorkers stage, Tenant tenant) {
        stage.superuser()
                .sql("""
                insert into customer (tenant_id, id, phone_number, name, attributes, created_at, updated_at)
                select :tenant, uuidv7(), '+4916' || lpad(n::text, 9, '0'), 'Customer ' || n, '{"since": "2026-01-31"}',
                    now(), now()
                from generate_series(1, :size) n""")
                .param("tenant", tenant.id())
                .param("size", CUSTOMERS)
                .update();
        stage.superuser().sql("vacuum analyze customer").update();
        stage.superuser()
                .sql("insert into sender_pace (sender, messages_per_second) select address, 5000 from sender"
                        + " where tenant_id = :tenant")
                .param("tenant", tenant.id())
                .update();
    }

    private static String spread(List<Double> millis) {
        return "p50 %.1f, p95 %.1f, p99 %.1f"
                .formatted(Rounds.median(millis), Rounds.percentile(millis, 0.95), Rounds.percentile(millis, 0.99));
    }
}
