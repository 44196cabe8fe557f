package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.FaultStage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.standalone.checker.Post;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** R12: the provider takes messages, delivers them, and its callbacks do not arrive. */
final class LostCallbacks implements Scenario {
    static final String DELIVERED = "messages delivered in the end";

    private static final int CUSTOMERS = 200;
    /** After the time from which a missing receipt is asked for. */
    private static final Duration SETTLED_WITHIN = FaultStage.RECEIPT_AFTER.plusSeconds(30);

    @Override
    public String id() {
        return "R12";
    }

    @Override
    public String what() {
        return "a broadcast to %d and a single message to each of them; every callback of 10 %% of them is lost"
                .formatted(CUSTOMERS);
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(1);
        trial.customers(tenant, CUSTOMERS - 1);
        List<Trial.Customer> customers = trial.customersOf(tenant);
        trial.stage
                .simulator()
                .faults(List.of(FaultRule.of(FaultMode.CALLBACK_LOST)
                        .forAccount(tenant.account())
                        .withShare(0.1)));
        trial.broadcast(tenant);
        Callers.perSecond(
                10, CUSTOMERS, n -> trial.send(tenant, customers.get(n).id()));
        trial.allEnd(Duration.ofMinutes(1));
        Trial.within(SETTLED_WITHIN.plusSeconds(30), () -> trial.messages("state <> 'DELIVERED'") == 0);
        List<UUID> lost = trial.received().stream()
                .filter(post -> post.fault() == FaultMode.CALLBACK_LOST)
                .map(post -> Post.of(post).message())
                .toList();
        lost.forEach(message -> trial.recovered(deliveredAfter(trial, message)));
        trial.verdict();
        trial.atLeast("messages without a callback", lost.size(), 10);
        trial.all(DELIVERED, trial.messages("state = 'DELIVERED'"), 2L * CUSTOMERS);
        trial.all(
                "of those without a callback: told once",
                lost.stream()
                        .filter(message -> trial.endedDelivered(message, 1))
                        .count(),
                lost.size());
        trial.atMost("from the provider's answer to its word asked for, p95", trial.recoveryP95(), SETTLED_WITHIN);
    }

    private static Duration deliveredAfter(Trial trial, UUID message) {
        double seconds = trial.sql()
                .sql("select coalesce(extract(epoch from delivered_at - sent_at), 3600)::float8 from message"
                        + " where id = :id")
                .param("id", message)
                .query(Double.class)
                .single();
        return Duration.ofMillis(Math.round(1000 * seconds));
    }
}
