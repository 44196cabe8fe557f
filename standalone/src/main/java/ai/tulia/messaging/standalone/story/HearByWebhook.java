package ai.tulia.messaging.standalone.story;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The shop's own server is told what became of a message, and checks who says so. */
final class HearByWebhook implements Scene {
    private static final String TYPE = "message.delivered";
    private static final long PATIENCE_SECONDS = 30;

    private record Received(HttpHeaders headers, String body) {}

    @Override
    public void play(Shop shop, Narrator narrator) {
        Customer priya = shop.customer("Priya Holloway");
        narrator.heading("A webhook arrives", """
                The shop's own server, here a receiver on loopback, asks to be told what becomes of its messages. The
                secret that signs each delivery is shown this once.""");
        var received = new LinkedBlockingQueue<Received>();
        HttpServer receiver = receiver(received);
        try {
            ShownAnswer endpoint = shop.self()
                    .post(
                            "/v1/webhook-endpoints",
                            Json.object(
                                    "url",
                                    "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks",
                                    "events",
                                    List.of(TYPE)))
                    .status(201);
            String id = shop.send(
                            "customer_id", priya.id(),
                            "message_type", "transactional",
                            "content", "Hi {{name}}, your tulips are on the doorstep.")
                    .text("message_id");
            verify(id, next(received), endpoint.text("secret"), narrator);
            String path = "/v1/webhook-endpoints/" + endpoint.text("id");
            shop.self()
                    .getWhen(
                            path + "/attempts?limit=1",
                            Duration.ofSeconds(PATIENCE_SECONDS),
                            answer -> answer.body().path("items").size() == 1)
                    .shows(
                            "one attempt, delivered",
                            attempts -> attempts.at("/items/0/status").asInt(0) == 204);
            shop.self().patch(path, Json.object("enabled", false)).status(200).says("disabled_reason", "requested");
        } finally {
            receiver.stop(0);
        }
    }

    private static void verify(String message, Received got, String secret, Narrator narrator) {
        if (!got.body().contains(TYPE) || !got.body().contains(message)) {
            throw new StoryFailed("expected " + TYPE + " of message " + message + ", found " + got.body());
        }
        try {
            new Webhook(secret).verify(got.body(), got.headers());
        } catch (WebhookVerificationException e) {
            throw new StoryFailed("the signature of the webhook does not verify");
        }
        narrator.confirm("the receiver got " + got.body());
        narrator.confirm("its signature verifies, by the official Standard Webhooks library");
    }

    private static Received next(BlockingQueue<Received> received) {
        try {
            Received got = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (got == null) {
                throw new StoryFailed("no webhook came within " + PATIENCE_SECONDS + " s");
            }
            return got;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailed("stopped before the webhook came");
        }
    }

    private static HttpServer receiver(BlockingQueue<Received> received) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/hooks", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                received.add(new Received(HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true), body));
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
