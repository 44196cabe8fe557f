package ai.tulia.messaging.api.testing;

import ai.tulia.messaging.api.ApiApplication;
import ai.tulia.messaging.api.security.Scopes;
import ai.tulia.messaging.store.apikey.ApiKeyRepository;
import ai.tulia.messaging.store.database.LedgerClock;
import ai.tulia.messaging.store.testing.TestLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;

/** The API process on a free port, and a client that speaks real HTTP to it. */
public final class TestApi {
    public static final String OPERATOR_KEY = "operator-key-of-the-tests-1234";

    private final TestClock clock = new TestClock();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private TestApi(List<String> properties, Class<?>... more) {
        var arguments = new ArrayList<>(properties);
        // An API process of a deployment does not have these: what needs them must not stand in its way.
        arguments.removeIf(property ->
                property.startsWith("tulia.db.sweeper-password=") || property.startsWith("tulia.db.eraser-password="));
        if (arguments.stream().noneMatch(property -> property.startsWith("tulia.twilio.simulator-url="))) {
            // Nobody is there.
            arguments.add("tulia.twilio.simulator-url=http://127.0.0.1:1");
        }
        arguments.add("server.port=0");
        arguments.add("management.server.port=0");
        arguments.add("tulia.operator-key=" + OPERATOR_KEY);
        this.context = ApiApplication.application()
                .sources(more)
                .initializers(starting -> {
                    starting.getBeanFactory().registerSingleton("clock", clock);
                    starting.getBeanFactory().registerSingleton("ledgerClock", (LedgerClock) clock::instant);
                })
                .run(arguments.stream().map(p -> "--" + p).toArray(String[]::new));
    }

    /** A process of its own with these properties and additional controllers; the caller closes its context. */
    public static TestApi start(List<String> properties, Class<?>... more) {
        return new TestApi(properties, more);
    }

    /** A tenant and a key of it. */
    public record Tenant(UUID id, String key) {}

    /** A new tenant (see {@link TestLedger#tenant}) with a key for these scopes; none given means all. */
    public Tenant tenant(TestLedger ledger, String... scopes) {
        UUID id = ledger.tenant("tenant-" + UUID.randomUUID());
        List<String> wanted = scopes.length == 0 ? Scopes.ALL : List.of(scopes);
        var created = bean(ApiKeyRepository.class).create(id, "tests", wanted, null);
        return new Tenant(id, created.secret().value());
    }

    public Answer get(String key, String path) {
        return send("GET", key, path, null);
    }

    public Answer post(String key, String path, String json, String... headers) {
        return send("POST", key, path, json, headers);
    }

    /** @param key null = no Authorization header. @param json null = no body. @param headers name, value, … */
    public Answer send(String method, String key, String path, String json, String... headers) {
        HttpRequest.Builder request =
                request(path).method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (key != null) {
            request.setHeader("Authorization", "Bearer " + key);
        }
        if (json != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
    }

    public Answer send(HttpRequest request) {
        try {
            var response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Health and metrics. @param path below {@code /actuator} */
    public Answer management(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort() + "/actuator" + path))
                .build());
    }

    public int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    public TestClock clock() {
        return clock;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }
}
