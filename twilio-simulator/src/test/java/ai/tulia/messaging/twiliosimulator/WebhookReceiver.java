package ai.tulia.messaging.twiliosimulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.twilio.security.RequestValidator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A business's webhook: keeps what comes, and answers with a status of the test's choice. */
final class WebhookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
    }

    void failTheNext(int times) {
        failures.set(times);
    }

    String url(String pathAndQuery) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery;
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    List<String> statuses() {
        return deliveries.stream().map(d -> d.form().get("MessageStatus")).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> form = new HashMap<>();
            for (String pair : body.split("&")) {
                String[] parts = pair.split("=", 2);
                form.put(decode(parts[0]), decode(parts[1]));
            }
            boolean fails = failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
            deliveries.add(new Delivery(
                    url(exchange.getRequestURI().toString()),
                    form,
                    exchange.getRequestHeaders().getFirst("X-Twilio-Signature")));
            byte[] answer = "<Response/>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fails ? 503 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    record Delivery(String url, Map<String, String> form, String signature) {
        boolean isSignedWith(String token) {
            return new RequestValidator(token).validate(url, form, signature);
        }
    }
}
