package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Tenant;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes what webhook endpoints are told, and notes it when it comes, before it answers. */
final class WebhookSink implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param path of the endpoint that it was for
     * @param id {@code webhook-id}
     * @param subject of which message it is
     * @param happened by the event; @param at by the sink
     */
    record Arrival(String path, String id, String type, String subject, Instant happened, Instant at) {
        Duration delay() {
            return Duration.between(happened, at);
        }
    }

    private final HttpServer server;
    private final Collection<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();

    WebhookSink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Registers an endpoint of the tenant. @param answersAfter how slow it is; @return its id */
    UUID endpoint(Trial trial, Tenant tenant, String path, Duration answersAfter) {
        server.createContext(path, exchange -> take(exchange, path, answersAfter));
        Client.Answer made = trial.call(
                trial.stage.apiAddress(),
                tenant,
                "/v1/webhook-endpoints",
                """
                {"url": "http://127.0.0.1:%d%s", "events": ["message.sent", "message.delivered"]}""".formatted(server.getAddress().getPort(), path),
                "endpoint-" + UUID.randomUUID());
        return UUID.fromString(made.json().path("id").asString());
    }

    private void take(HttpExchange exchange, String path, Duration answersAfter) throws IOException {
        underWay.incrementAndGet();
        try (exchange) {
            Instant at = Instant.now();
            JsonNode event = JSON.readTree(exchange.getRequestBody().readAllBytes());
            arrivals.add(new Arrival(
                    path,
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    event.path("type").asString(),
                    event.at("/data/message_id").asString(),
                    Instant.parse(event.path("timestamp").asString()),
                    at));
            Trial.pause(answersAfter);
            exchange.sendResponseHeaders(204, -1);
        } finally {
            underWay.decrementAndGet();
        }
    }

    int underWay() {
        return underWay.get();
    }

    /** In the order in which they came. */
    List<Arrival> arrivals(String path) {
        return arrivals.stream().filter(arrival -> arrival.path().equals(path)).toList();
    }

    static Duration p95(List<Arrival> arrivals) {
        return Duration.ofMillis(Math.round(Rounds.percentile(
                arrivals.stream()
                        .map(arrival -> (double) arrival.delay().toMillis())
                        .toList(),
                0.95)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
