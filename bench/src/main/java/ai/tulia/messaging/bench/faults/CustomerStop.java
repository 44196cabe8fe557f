package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.standalone.checker.LoadLine;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** STOP: customers say it while messages wait for them and a broadcast runs. */
final class CustomerStop implements Scenario {
    private static final int CUSTOMERS = 20;
    private static final int RECIPIENTS = 400;
    private static final int PACE = 20;
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
                .formatted(CUSTOMERS, RECIPIENTS, PACE, POSTED_BEFORE);
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(CUSTOMERS);
        trial.customers(tenant, RECIPIENTS - CUSTOMERS);
        trial.pace(tenant, PACE);
        Instant due = Instant.now().plus(DUE_AFTER);
        var waiting = new ArrayList<UUID>();
        for (UUID customer : tenant.customers()) {
            waiting.add(schedule(trial, tenant, customer, due));
        }
        trial.broadcast(tenant);
        if (!Trial.within(Duration.ofSeconds(60), () -> trial.received().size() >= POSTED_BEFORE)) {
            throw new IllegalStateException("the broadcast does not run");
        }
        long open = trial.messages("broadcast_id is not null and status = 'pending' and customer_id in ("
                + "select id from customer where phone_number like '+49151234%')");
        Map<String, Instant> stopped = new ConcurrentHashMap<>();
        Callers.perSecond(5, CUSTOMERS, n -> {
            if (stop(trial, tenant, number(n))) {
                stopped.put(number(n), Instant.now());
            }
        });
        trial.all("STOPs taken, by the answer of the webhook", stopped.size(), CUSTOMERS);
        trial.atLeast("rows of the broadcast then open for them", open, 1);
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

    private static String number(int customer) {
        return "+49151234%05d".formatted(customer);
    }
}
