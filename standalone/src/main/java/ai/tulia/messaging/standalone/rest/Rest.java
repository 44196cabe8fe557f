package ai.tulia.messaging.standalone.rest;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** Makes calls over HTTP. */
public final class Rest {
    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Longer than any route may take. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** @throws IllegalStateException when nothing answers */
    public Answer send(Call call) {
        try {
            var request = HttpRequest.newBuilder(call.address()).timeout(ANSWER).method(call.method(), body(call));
            if (call.key() != null) {
                request.header("Authorization", "Bearer " + call.key());
            }
            if (call.contentType() != null) {
                request.header("Content-Type", call.contentType());
            }
            long called = System.nanoTime();
            var response = http.send(request.build(), BodyHandlers.ofString());
            var took = Duration.ofNanos(System.nanoTime() - called);
            return new Answer(response.statusCode(), response.headers(), json(response), took);
        } catch (IOException e) {
            throw new IllegalStateException(call.method() + " " + call.address() + " was not answered: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static BodyPublisher body(Call call) throws FileNotFoundException {
        if (call.file() != null) {
            return BodyPublishers.ofFile(call.file());
        }
        return call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body());
    }

    private static JsonNode json(HttpResponse<String> response) {
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return json && !response.body().isBlank() ? JSON.readTree(response.body()) : NullNode.getInstance();
    }
}
