package ai.tulia.messaging.standalone.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.json.JsonMapper;

/** Real HTTP to one API process. Every answer is held to what the API says of itself. */
record Http(int port) {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicReference<ApiDocument> DOCUMENT = new AtomicReference<>();

    /**
     * @param body null = none, else written as JSON
     * @param headers name, value, …
     * @throws AssertionError when the API's document does not know such an answer
     */
    Answer call(String method, String path, String key, Object body, String... headers) {
        Answer answer = callUnchecked(method, path, key, body, headers);
        document().check(method, path, answer);
        return answer;
    }

    /** The same of a process that may be broken on purpose: its document need not know the answer. */
    Answer callUnchecked(String method, String path, String key, Object body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** The same of every API process: asked for once. */
    private ApiDocument document() {
        ApiDocument known = DOCUMENT.get();
        if (known == null) {
            var asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/openapi.json"));
            known = new ApiDocument(send(asked.build()).expect(200).json());
            DOCUMENT.set(known);
        }
        return known;
    }

    private static Answer send(HttpRequest request) {
        try {
            long begun = System.nanoTime();
            var response = CLIENT.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers(),
                    response.body(),
                    Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
