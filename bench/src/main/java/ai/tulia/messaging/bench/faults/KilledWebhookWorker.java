package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.faults.WebhookSink.Arrival;
import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** W4: workers die between the delivery of a webhook and its record. */
final class KilledWebhookWorker implements Scenario {
    private static final int ENDPOINTS = 3;
    private static final int RECIPIENTS = 600;
    private static final int RATE_LIMIT = 20;
    private static final int KILLS = 3;
    private static final Duration ANSWERS_AFTER = Duration.ofMillis(40);

    @Override
    public String id() {
        return "W4";
    }

    @Override
    public String what() {
        return "a broadcast to %d at %d/s, told to %d endpoints that answer after %d ms; %d times kill -9 of both workers while deliveries are under way"
                .formatted(RECIPIENTS, RATE_LIMIT, ENDPOINTS, ANSWERS_AFTER.toMillis(), KILLS);
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(1);
        trial.customers(tenant, RECIPIENTS - 1);
        trial.rateLimit(tenant, RATE_LIMIT);
        try (var sink = new WebhookSink()) {
            for (int i = 0; i < ENDPOINTS; i++) {
                sink.endpoint(trial, tenant, "/w4-" + i, ANSWERS_AFTER);
            }
            trial.broadcast(tenant);
            int cut = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                if (!Trial.within(Duration.ofMinutes(4), () -> sink.underWay() > 0)) {
                    throw new IllegalStateException("nothing is delivered");
                }
                cut += sink.underWay();
                trial.stage.killWorkers(List.of(0, 1));
                trial.stage.startWorkers(List.of(0, 1));
            }
            trial.rateLimit(tenant, 500);
            trial.allEnd(Duration.ofMinutes(4));
            // The lease of what a dead worker held, and what is left then.
            Trial.within(Duration.ofMinutes(5), () -> waiting(trial, tenant) == 0);
            trial.verdict();
            trial.none("events not delivered", waiting(trial, tenant));
            trial.atLeast("deliveries under way at the kills", cut, KILLS);
            for (int i = 0; i < ENDPOINTS; i++) {
                judge(trial, tenant, sink.arrivals("/w4-" + i), "endpoint " + i);
            }
        }
    }

    private static void judge(Trial trial, Tenant tenant, List<Arrival> arrivals, String endpoint) {
        Map<String, Set<String>> ids = new HashMap<>();
        Set<String> sentDelivered = new HashSet<>();
        Set<String> deliveredBefore = new HashSet<>();
        for (Arrival arrival : arrivals) {
            ids.computeIfAbsent(arrival.subject() + arrival.type(), event -> new HashSet<>())
                    .add(arrival.id());
            if (arrival.type().equals("message.sent")) {
                sentDelivered.add(arrival.subject());
            } else if (!sentDelivered.contains(arrival.subject())) {
                deliveredBefore.add(arrival.subject());
            }
        }
        trial.all(endpoint + ": events that came at least once", ids.size(), events(trial, tenant));
        trial.none(
                endpoint + ": events under two ids",
                ids.values().stream().filter(each -> each.size() > 1).count());
        // One that was never told as sent is no step back: its state skipped that.
        deliveredBefore.retainAll(sentDelivered);
        trial.none(endpoint + ": messages told backwards", deliveredBefore.size());
        trial.mark(endpoint + ": deliveries made again", Integer.toString(arrivals.size() - ids.size()), "any", true);
    }

    private static long waiting(Trial trial, Tenant tenant) {
        return trial.sql()
                .sql("select count(*) from webhook_delivery where tenant_id = :tenant and state <> 'delivered'")
                .param("tenant", tenant.id())
                .query(Long.class)
                .single();
    }

    /** Of one endpoint; each gets the same. */
    private static long events(Trial trial, Tenant tenant) {
        return trial.sql()
                        .sql("select count(*) from webhook_delivery where tenant_id = :tenant")
                        .param("tenant", tenant.id())
                        .query(Long.class)
                        .single()
                / ENDPOINTS;
    }
}
