package ai.tulia.messaging.twiliosimulator;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Posts signed forms to the addresses the accounts gave, within Twilio's limits of time. */
final class Webhooks implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5); // Twilio's webhook connect limit
    private static final Duration TOTAL = Duration.ofSeconds(15); // and its limit for the whole exchange

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(threads)
            .build();

    /** The address as it is called and signed: without the fragment, which only carries delivery settings. */
    static String addressOf(String url) {
        int fragment = url.indexOf('#');
        return fragment < 0 ? url : url.substring(0, fragment);
    }

    /** @throws IOException when no answer came */
    WebhookAnswer post(String url, Map<String, String> fields, @Nullable String token, String deliveryId)
            throws IOException, InterruptedException {
        String address = addressOf(url);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(TOTAL)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .header("User-Agent", "TwilioProxy/1.1")
                .header("I-Twilio-Idempotency-Token", deliveryId)
                .POST(HttpRequest.BodyPublishers.ofString(encode(fields)));
        if (token != null) {
            request.header("X-Twilio-Signature", TwilioSignature.sign(token, address, fields));
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new WebhookAnswer(response.statusCode(), response.body());
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }

    record WebhookAnswer(int status, String body) {}
}
