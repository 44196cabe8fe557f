package ai.tulia.messaging.bench.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One message to each of the customers, written down before all of them are due at one instant: as one broadcast, as
 * broadcasts to some each, or as batches.
 *
 * @param customers a multiple of {@value BatchRequests#ITEMS}
 */
public record DueAtOnce(Grounds stage, Tenant tenant, List<UUID> customers) {
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(30);
    private static final Duration SENT_WITHIN = Duration.ofMinutes(10);

    /** @return messages a second, from the first SENDING to the last SENT */
    public double batches() {
        var requests = new BatchRequests(stage, tenant, customers);
        return perSecond(at -> parts().mapToObj(n -> requests.accept(n, at)).toList());
    }

    /** The same of one broadcast to all. */
    public double oneBroadcast() {
        return perSecond(at -> List.of(broadcast("\"recipient_criteria\": {\"all\": []}", at)));
    }

    /** The same of broadcasts to as many each as a batch has. */
    public double broadcasts() {
        return perSecond(at -> parts().mapToObj(n -> broadcast("\"customer_ids\": " + ids(n), at))
                .toList());
    }

    private IntStream parts() {
        return IntStream.range(0, customers.size() / BatchRequests.ITEMS);
    }

    private String ids(int part) {
        return customers.subList(part * BatchRequests.ITEMS, (part + 1) * BatchRequests.ITEMS).stream()
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private UUID broadcast(String recipients, Instant at) {
        return UUID.fromString(stage.http()
                .call("POST", "/v1/broadcasts", tenant.apiKey(), """
                        {"name": "bench", "message_type": "promotional", %s, "start": true, "scheduled_at": "%s",
                         "content": "%s"}""".formatted(recipients, at, BatchRequests.CONTENT))
                .path("id")
                .asString());
    }

    /** @param accept makes them, due at the instant; gives their ids */
    private double perSecond(Function<Instant, List<UUID>> accept) {
        Instant at = Instant.now().plus(WRITTEN_WITHIN);
        List<UUID> ids = accept.apply(at);
        while (count("broadcast_snapshot where broadcast_id in (:ids) and not done", ids) > 0) {
            pause();
        }
        if (Instant.now().isAfter(at)) {
            throw new IllegalStateException("they were not written down before they were due");
        }
        long deadline = System.nanoTime() + SENT_WITHIN.toNanos();
        // Few rows: a look at the messages themselves would take its part of the processors.
        while (count("broadcast where id in (:ids) and status <> 'completed'", ids) > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("they were not sent in time");
            }
            pause();
        }
        long sent = count("message where broadcast_id in (:ids) and state = 'SENT'", ids);
        if (sent != customers.size()) {
            throw new IllegalStateException(sent + " of " + customers.size() + " were sent");
        }
        double seconds =
                stage.superuser().sql("""
                        select extract(epoch from max(m.sent_at) - min(e.at)) from message m
                        join message_event e on e.tenant_id = m.tenant_id and e.message_id = m.id and e.kind = 'attempt_started'
                        where m.broadcast_id in (:ids)""").param("ids", ids).query(Double.class).single();
        return sent / seconds;
    }

    private long count(String which, List<UUID> ids) {
        return stage.superuser()
                .sql("select count(*) from " + which)
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
