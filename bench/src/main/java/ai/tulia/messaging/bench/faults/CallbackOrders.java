package ai.tulia.messaging.bench.faults;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** R11: the callbacks of a message in every order, after its POST was answered and before. */
final class CallbackOrders implements Scenario {
    static final String STATES = "states in the end";

    private static final List<String> STATUSES = List.of("queued", "sending", "sent", "delivered", "failed");
    private static final int AT_ONCE = 5;
    private static final int UNANSWERED_AT_ONCE = 20;

    @Override
    public String id() {
        return "R11";
    }

    @Override
    public String what() {
        return ("the 120 orders of %s, each for a message that is sent, and each for one whose POST gets no answer, before"
                        + " the sender gives it up")
                .formatted(String.join(", ", STATUSES));
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(1);
        List<List<String>> orders = orders(STATUSES);
        trial.customers(tenant, 2 * orders.size());
        List<Trial.Customer> customers = trial.customersOf(tenant);
        trial.stage
                .simulator()
                .faults(List.of(FaultRule.of(FaultMode.CALLBACK_LOST).forAccount(tenant.account())));
        Callers.perSecond(AT_ONCE, orders.size(), n -> {
            Trial.Customer customer = customers.get(n);
            trial.send(tenant, customer.id());
            post(trial, tenant, taken(trial, tenant, customer.number()), orders.get(n));
        });
        trial.stage
                .simulator()
                .faults(List.of(FaultRule.of(FaultMode.EXECUTE_AND_TIMEOUT).forAccount(tenant.account())));
        var early = new AtomicInteger();
        Callers.perSecond(UNANSWERED_AT_ONCE, orders.size(), n -> {
            Trial.Customer customer = customers.get(orders.size() + n);
            var answer =
                    CompletableFuture.runAsync(() -> trial.send(tenant, customer.id()), Thread::startVirtualThread);
            post(trial, tenant, taken(trial, tenant, customer.number()), orders.get(n));
            early.addAndGet(answer.isDone() ? 0 : 1);
            answer.join();
        });
        trial.allEnd(Duration.ofMinutes(2));
        Trial.within(Duration.ofSeconds(30), () -> trial.messages("state <> 'DELIVERED'") == 0);
        trial.verdict();
        List<UUID> all = trial.messagesThat("true");
        var states = all.stream().collect(groupingBy(trial::state, counting()));
        trial.mark(STATES, states.toString(), "one", states.size() == 1);
        trial.all(
                "messages without a step back",
                all.stream()
                        .filter(message -> neverWentBack(trial.events(message)))
                        .count(),
                2L * orders.size());
        trial.atLeast("orders that had all come before the sender gave up", early.get(), orders.size() / 6);
    }

    private static void post(Trial trial, Tenant tenant, ReceivedMessage message, List<String> order) {
        for (String status : order) {
            Client.Answer answer = trial.client.post(trial.callback(tenant, message, status));
            if (!Load.isTaken(answer)) {
                throw new IllegalStateException("a callback was not taken: " + answer);
            }
        }
    }

    /** What proves a delivery is the last word. */
    private static boolean neverWentBack(List<String> events) {
        return events.getLast().equals("delivery_confirmed")
                && Collections.frequency(events, "delivery_confirmed") == 1
                && Collections.frequency(events, "attempt_started") == 1;
    }

    private static ReceivedMessage taken(Trial trial, Tenant tenant, String number) {
        var found = new ArrayList<ReceivedMessage>();
        Trial.within(Duration.ofSeconds(30), () -> {
            Optional<ReceivedMessage> one = trial.taken(tenant).stream()
                    .filter(message -> String.valueOf(message.to()).endsWith(number))
                    .findFirst();
            one.ifPresent(found::add);
            return one.isPresent();
        });
        return found.getFirst();
    }

    private static List<List<String>> orders(List<String> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<String>>();
        for (String first : of) {
            for (List<String> rest :
                    orders(of.stream().filter(one -> !one.equals(first)).toList())) {
                var order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                all.add(order);
            }
        }
        return all;
    }
}
