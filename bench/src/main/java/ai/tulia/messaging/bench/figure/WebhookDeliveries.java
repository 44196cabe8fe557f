package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Audience;
import ai.tulia.messaging.bench.stage.CpuTime;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How fast what waits for a webhook endpoint gets there, and what writing it costs a broadcast. */
final class WebhookDeliveries implements Figure {
    private static final int EVENTS = 40_000;
    private static final int WARM_UP = 10_000;
    private static final int ROUNDS = 4;
    private static final int RECIPIENTS = 10_000;
    private static final long TIMEOUT_SECONDS = 120;

    @Override
    public String what() {
        return """
                Webhook deliveries a second: %,d events of one endpoint wait; from their commit until the last is recorded as \
                delivered, by one worker, signed, to a sink in the same JVM that answers 204 at once; %d rounds after a warm-up \
                of %,d. Then the cost of the outbox: broadcasts of %,d with an endpoint that wants message.sent, which is written \
                and not delivered meanwhile, against the same without, by turns.""".formatted(EVENTS, ROUNDS, WARM_UP, RECIPIENTS);
    }

    @Override
    public void measure(Report report) {
        var arrived = new LongAdder();
        HttpServer sink = sink(arrived);
        try (Stage stage = Stage.start(true)) {
            Tenant tenant = Tenant.make(stage, 1);
            JdbcClient sql = stage.superuser();
            UUID endpoint = endpoint(stage, tenant, sink);
            deliver(sql, tenant, endpoint, WARM_UP);
            arrived.reset();
            var perSecond = new ArrayList<Double>();
            var cpu = new CpuTime();
            for (int round = 0; round < ROUNDS; round++) {
                perSecond.add(cpu.during(() -> deliver(sql, tenant, endpoint, EVENTS)));
            }
            report.raw("deliveries/s: " + Rounds.raw(perSecond));
            report.raw("processor time, ms a delivery, sink included: " + cpu.perCall(ROUNDS * EVENTS, 3));
            report.atLeast("arrived at the sink", arrived.sum(), ROUNDS * EVENTS);
            report.atLeast("deliveries/s (median)", Rounds.median(perSecond), 2_000);
            outboxCost(report, stage, tenant, endpoint);
        } finally {
            sink.stop(0);
        }
    }

    private static double deliver(JdbcClient sql, Tenant tenant, UUID endpoint, int count) {
        long begun = System.nanoTime();
        sql.sql("""
                        insert into webhook_delivery (tenant_id, endpoint_id, subject_id, type, data, at, next_attempt_at)
                        select :tenant, :endpoint, id, 'message.delivered', jsonb_build_object('message_id', id, 'customer_id',
                            id, 'message_type', 'promotional', 'channel', 'whatsapp', 'state', 'delivered', 'status', 'sent',
                            'attempt', 1), now(), now()
                        from (select uuidv7() as id from generate_series(1, :count)) m""")
                .param("tenant", tenant.id())
                .param("endpoint", endpoint)
                .param("count", count)
                .update();
        while (sql.sql("select exists (select from webhook_delivery where state = 'pending')")
                .query(Boolean.class)
                .single()) {
            if (System.nanoTime() - begun > TIMEOUT_SECONDS * 1_000_000_000) {
                throw new IllegalStateException("not delivered within " + TIMEOUT_SECONDS + " s");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return count / ((System.nanoTime() - begun) / 1e9);
    }

    private static void outboxCost(Report report, Stage stage, Tenant tenant, UUID endpoint) {
        Audience audience = Audience.make(stage, tenant, RECIPIENTS);
        broadcast(stage, tenant, audience, endpoint, true);
        double without = 0;
        double with = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // The first of two has the colder caches: by turns.
            boolean first = round % 2 == 1;
            double one = broadcast(stage, tenant, audience, endpoint, first);
            double other = broadcast(stage, tenant, audience, endpoint, !first);
            double bare = first ? other : one;
            double withEndpoint = first ? one : other;
            report.raw(String.format(Locale.ROOT, "broadcast without %.0f/s, with %.0f/s", bare, withEndpoint));
            without += bare;
            with += withEndpoint;
        }
        report.atLeast("broadcast with an outbox against one without", with / without, 0.85);
    }

    private static double broadcast(
            Stage stage, Tenant tenant, Audience audience, UUID endpoint, boolean withEndpoint) {
        enable(stage, tenant, endpoint, withEndpoint);
        stage.superuser().sql("update webhook_lane set retry_at = 'infinity'").update();
        return audience.broadcast(stage, tenant).perSecond();
    }

    private static void enable(Stage stage, Tenant tenant, UUID endpoint, boolean enabled) {
        stage.http()
                .call("PATCH", "/v1/webhook-endpoints/" + endpoint, tenant.apiKey(), "{\"enabled\": " + enabled + "}");
    }

    private static UUID endpoint(Stage stage, Tenant tenant, HttpServer sink) {
        return UUID.fromString(stage.http()
                .call("POST", "/v1/webhook-endpoints", tenant.apiKey(), """
                        {"url": "http://127.0.0.1:%d/", "events": ["message.sent"]}""".formatted(
                                sink.getAddress().getPort()))
                .path("id")
                .asString());
    }

    private static HttpServer sink(LongAdder arrived) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                arrived.increment();
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
