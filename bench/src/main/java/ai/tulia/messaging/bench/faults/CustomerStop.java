package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.standalone.checker.LoadLine;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** STOP: customers say it while messages wait for them and a broadcast runs. */
final class CustomerStop implements Scenario {
    private static final int CUSTOMERS = 20;
    private static final int RECIPIENTS = 400;
    private static final int RATE_LIMIT = 20;
    private static final int POSTED_BEFORE = 80;
    private static final Duration DUE_AFTER = Duration.ofSeconds(90);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(5);

    @Override
    public String id() {
        return "STOP";
    }

    @Override
    public String what() {
        return ("%d customers, each with a message that waits, in a broadcast to %d at %d/s; after %d POSTs each sends a"
                        + " signed STOP")
                .formatted(CUSTOMERS, RECIPIENTS, RATE_LIMIT, POSTED_BEFORE);
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(1);
        trial.customers(tenant, RECIPIENTS - 1);
        List<Trial.Customer> customers = acrossTheBroadcast(trial.customersOf(tenant));
        trial.rateLimit(tenant, RATE_LIMIT);
        Instant due = Instant.now().plus(DUE_AFTER);
        var waiting = new ArrayList<UUID>();
        for (Trial.Customer customer : customers) {
            waiting.add(schedule(trial, tenant, customer.id(), due));
        }
        trial.broadcast(tenant);
        if (!Trial.within(Duration.ofSeconds(60), () -> trial.received().size() >= POSTED_BEFORE)) {
            throw new IllegalStateException("the broadcast does not run");
        }
        Set<UUID> open = Set.copyOf(trial.sql()
                .sql("select customer_id from message where tenant_id = :tenant and broadcast_id is not null"
                        + " and status = 'pending'")
                .param("tenant", tenant.id())
                .query(UUID.class)
                .list());
        Map<String, Instant> stopped = new ConcurrentHashMap<>();
        Callers.perSecond(5, CUSTOMERS, n -> {
            String number = customers.get(n).number();
            if (stop(trial, tenant, number)) {
                stopped.put(number, Instant.now());
            }
        });
        trial.all("STOPs taken, by the answer of the webhook", stopped.size(), CUSTOMERS);
        trial.atLeast(
                "of them still open in the broadcast before",
                customers.stream()
                        .map(Trial.Customer::id)
                        .filter(open::contains)
                        .count(),
                1);
        trial.allEnd(DUE_AFTER.plusMinutes(2));
        trial.verdict();
        Duration longest = Duration.ZERO;
        for (ReceivedRequest post : trial.received()) {
            Instant answered = stopped.get(String.valueOf(post.to()).replace("whatsapp:", ""));
            if (answered != null && post.time().isAfter(answered)) {
                Duration after = Duration.between(answered, post.time());
                longest = after.compareTo(longest) > 0 ? after : longest;
            }
        }
        trial.recovered(longest);
        trial.atMost("from the STOP's answer to the last POST to its address", longest, STOPPED_WITHIN);
        trial.all(
                "messages that waited and never left",
                waiting.stream()
                        .filter(message -> List.of("CANCELED", "REFUSED").contains(trial.state(message)))
                        .count(),
                CUSTOMERS);
    }

    private static UUID schedule(Trial trial, Tenant tenant, UUID customer, Instant due) {
        String key = "waits-" + customer;
        Client.Answer answer = trial.call(
                trial.stage.apiAddress(), tenant, "/v1/messages/schedule", """
                {"customer_id": "%s", "message_type": "transactional", "content": "Come by", "scheduled_at": "%s"}""".formatted(customer, due), key);
        UUID message = trial.note(tenant, LoadLine.Kind.MESSAGE, key, answer);
        if (message == null) {
            throw new IllegalStateException("not scheduled: " + answer);
        }
        return message;
    }

    /** The provider posts it, signed. @return whether the webhook took it */
    private static boolean stop(Trial trial, Tenant tenant, String number) {
        Client.Answer answer = trial.client.post(
                trial.stage.simulatorAddress().resolve("/_simulator/inbound"),
                "application/json",
                """
                {"account": "%s", "from": "whatsapp:%s", "to": "%s", "body": "STOP", "webhook_url": "%s"}""".formatted(
                                tenant.account(),
                                number,
                                trial.senderOf(tenant),
                                trial.stage.apiAddress().resolve("/v1/webhooks/twilio/inbound/" + tenant.id())),
                Map.of());
        return answer.json().path("webhook_status").asInt() / 100 == 2;
    }

    /** Some whose turn is near and some whose turn is late: rows come in the order of their customers. */
    private static List<Trial.Customer> acrossTheBroadcast(List<Trial.Customer> all) {
        List<Trial.Customer> inOrder = all.stream()
                .sorted(Comparator.comparing(customer -> customer.id().toString()))
                .toList();
        return IntStream.range(0, CUSTOMERS)
                .mapToObj(n -> inOrder.get(POSTED_BEFORE + 15 * (n + 1)))
                .toList();
    }
}
