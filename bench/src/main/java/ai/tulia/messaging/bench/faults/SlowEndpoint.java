package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** W5 and W6: others' webhooks beside a slow endpoint, and beside a long replay. */
final class SlowEndpoint implements Scenario {
    private static final int QUIET = 40;
    private static final int SLOW_EVENTS = 300;
    private static final int REPLAYED = 100_000;
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final Duration TOLERATED = Duration.ofMillis(500);

    @Override
    public String id() {
        return "W5W6";
    }

    @Override
    public String what() {
        return "%d messages of a tenant told to its endpoint: alone, beside another's endpoint that takes %d s for each of %d events, and while %d of its own past events are replayed"
                .formatted(QUIET, SLOW.toSeconds(), SLOW_EVENTS, REPLAYED);
    }

    @Override
    public void run(Trial trial) {
        Tenant quiet = trial.tenant(QUIET);
        Tenant other = trial.tenant(1);
        try (var sink = new WebhookSink()) {
            UUID endpoint = sink.endpoint(trial, quiet, "/quiet", Duration.ZERO);
            UUID slow = sink.endpoint(trial, other, "/slow", SLOW);
            Duration alone = deliveredP95(trial, quiet, sink);
            Duration bar = max(alone.multipliedBy(2), TOLERATED);

            past(trial, other, slow, SLOW_EVENTS, "pending");
            Trial.within(Duration.ofSeconds(30), () -> sink.underWay() > 0);
            trial.atMost("W6: p95 beside a slow endpoint", deliveredP95(trial, quiet, sink), bar);

            past(trial, quiet, endpoint, REPLAYED, "delivered");
            int before = sink.arrivals("/quiet").size();
            trial.call(
                    trial.stage.apiAddress(),
                    quiet,
                    "/v1/webhook-endpoints/" + endpoint + "/replay",
                    "{\"from\": \"2026-01-01T00:00:00Z\", \"until\": \"2026-01-02T00:00:00Z\"}",
                    "replay-" + UUID.randomUUID());
            Trial.within(Duration.ofSeconds(60), () -> sink.arrivals("/quiet").size() > before + 1_000);
            trial.atMost("W5: p95 of live events beside a replay", deliveredP95(trial, quiet, sink), bar);
            Trial.within(Duration.ofMinutes(4), () -> replayed(sink) >= REPLAYED);
            trial.all("W5: past events replayed", replayed(sink), REPLAYED);
            trial.mark("p95 alone", Trial.seconds(alone), "any", true);
            // The other's events are of no message of this trial: nobody waits for them.
            trial.sql()
                    .sql("update webhook_endpoint set enabled = false, disabled_reason = 'failing' where id = :id")
                    .param("id", slow)
                    .update();
        }
        trial.allEnd(Duration.ofMinutes(2));
        trial.verdict();
    }

    /** @return how long after it was sent each was told, at the 95th percentile */
    private static Duration deliveredP95(Trial trial, Tenant tenant, WebhookSink sink) {
        List<String> sent = IntStream.range(0, QUIET)
                .mapToObj(n -> trial.send(tenant, tenant.customer(n))
                        .json()
                        .path("message_id")
                        .asString())
                .toList();
        Trial.within(
                Duration.ofSeconds(60),
                () -> sink.arrivals("/quiet").stream()
                                .filter(arrival ->
                                        arrival.type().equals("message.sent") && sent.contains(arrival.subject()))
                                .count()
                        >= QUIET);
        return WebhookSink.p95(sink.arrivals("/quiet").stream()
                .filter(arrival -> arrival.type().equals("message.sent") && sent.contains(arrival.subject()))
                .toList());
    }

    private static long replayed(WebhookSink sink) {
        return sink.arrivals("/quiet").stream()
                .filter(arrival -> arrival.happened().toString().startsWith("2026-01-01"))
                .map(WebhookSink.Arrival::id)
                .distinct()
                .count();
    }

    /** Events of messages that there are not, of the first of January. */
    private static void past(Trial trial, Tenant tenant, UUID endpoint, int count, String state) {
        trial.sql()
                .sql("""
                        insert into webhook_delivery (tenant_id, endpoint_id, subject_id, type, data, at, next_attempt_at, state)
                        select :tenant, :endpoint, id, 'message.sent', jsonb_build_object('message_id', id),
                            timestamptz '2026-01-01T06:00:00Z', now(), :state
                        from (select uuidv7() as id from generate_series(1, :count)) m""")
                .param("tenant", tenant.id())
                .param("endpoint", endpoint)
                .param("state", state)
                .param("count", count)
                .update();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
