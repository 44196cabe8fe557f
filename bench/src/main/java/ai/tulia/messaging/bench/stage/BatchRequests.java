package ai.tulia.messaging.bench.stage;

import java.net.URI;
import java.time.Duration;
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
    private static final int ACCEPTED_WITHIN_SECONDS = 30;
    private static final Duration SENT_WITHIN = Duration.ofMinutes(10);

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
                        "content": "Hello {{name}}, spring is here. Answer STOP to leave."}""".formatted(customers.get((batch * ITEMS + n) % customers.size()), at))
                .collect(Collectors.joining(",", "{\"items\": [", "]}"));
    }

    /** One message to each customer, all due at one instant. @return messages a second, from the first SENDING to the last SENT */
    public double sendAll() {
        Instant at = Instant.now().plusSeconds(ACCEPTED_WITHIN_SECONDS);
        int batches = customers.size() / ITEMS;
        List<UUID> ids = IntStream.range(0, batches)
                .mapToObj(batch -> stage.http()
                        .call("POST", PATH, tenant.apiKey(), body(batch, at))
                        .path("batch_id")
                        .asString())
                .map(UUID::fromString)
                .toList();
        if (Instant.now().isAfter(at)) {
            throw new IllegalStateException("the batches were not accepted before they were due");
        }
        long deadline = System.nanoTime() + SENT_WITHIN.toNanos();
        while (sent(ids) < batches * ITEMS) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(sent(ids) + " of " + batches * ITEMS + " were sent");
            }
            pause();
        }
        double seconds =
                stage.superuser().sql("""
                        select extract(epoch from max(m.sent_at) - min(e.at)) from message m
                        join message_event e on e.tenant_id = m.tenant_id and e.message_id = m.id and e.kind = 'attempt_started'
                        where m.broadcast_id in (:ids)""").param("ids", ids).query(Double.class).single();
        return batches * ITEMS / seconds;
    }

    private long sent(List<UUID> ids) {
        return stage.superuser()
                .sql("select count(*) from message where broadcast_id in (:ids) and state = 'SENT'")
                .param("ids", ids)
                .query(Long.class)
                .single();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
