package ai.tulia.messaging.bench.stage;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Batches of {@value #ITEMS} messages of one tenant.
 *
 * @param customers who get them in turn
 */
public record BatchRequests(Grounds stage, Tenant tenant, List<UUID> customers) {
    /** As many as a batch may have. */
    public static final int ITEMS = 1_000;

    private static final String PATH = "/v1/messages/batch";
    static final String CONTENT = "Hello {{name}}, spring is here. Answer STOP to leave.";

    /** A whole request. @param batch its number, by which the customers change */
    public byte[] request(URI api, int batch, Instant at) {
        return KeptConnection.post(
                api.resolve(PATH),
                "application/json",
                "Authorization: Bearer " + tenant.apiKey() + "\r\nIdempotency-Key: " + UUID.randomUUID() + "\r\n",
                body(batch, at));
    }

    private String body(int batch, Instant at) {
        return IntStream.range(0, ITEMS)
                .mapToObj(n -> """
                        {"customer_id": "%s", "message_type": "promotional", "scheduled_at": "%s", \
                        "content": "%s"}""".formatted(customers.get((batch * ITEMS + n) % customers.size()), at, CONTENT))
                .collect(Collectors.joining(",", "{\"items\": [", "]}"));
    }

    /** @param batch see {@link #request} @return its id */
    UUID accept(int batch, Instant at) {
        return UUID.fromString(stage.http()
                .call("POST", PATH, tenant.apiKey(), body(batch, at))
                .path("batch_id")
                .asString());
    }
}
