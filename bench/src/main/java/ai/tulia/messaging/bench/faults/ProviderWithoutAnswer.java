package ai.tulia.messaging.bench.faults;

import static java.util.stream.Collectors.groupingBy;

import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.standalone.checker.Post;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import ai.tulia.messaging.twiliosimulator.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** R8: the provider does not say whether it took a message. */
final class ProviderWithoutAnswer implements Scenario {
    private static final int MESSAGES = 150;
    /** A tenth of all: each rule is asked only about what the ones before it left. */
    private static final List<FaultRule> FAULTS = List.of(
            FaultRule.of(FaultMode.TIMEOUT).withShare(1 / 10.0),
            FaultRule.of(FaultMode.EXECUTE_AND_TIMEOUT).withShare(1 / 9.0),
            FaultRule.of(FaultMode.EXECUTE_AND_RESET).withShare(1 / 8.0),
            FaultRule.of(FaultMode.EXECUTE_AND_VANISH).withShare(1 / 7.0));

    @Override
    public String id() {
        return "R8";
    }

    @Override
    public String what() {
        return ("%d single messages; of their POSTs 10 %% each: no answer and not done; no answer and done; done and reset;"
                        + " done, reset and no callback either")
                .formatted(MESSAGES);
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(1);
        // One message a customer: two alike could not be told apart at the provider.
        trial.customers(tenant, MESSAGES);
        List<Trial.Customer> customers = trial.customersOf(tenant);
        trial.stage
                .simulator()
                .faults(FAULTS.stream()
                        .map(rule -> rule.forAccount(tenant.account()))
                        .toList());
        Callers.perSecond(20, MESSAGES, n -> trial.send(tenant, customers.get(n).id()));
        trial.allEnd(Duration.ofSeconds(120));
        trial.verdict();
        var hit = trial.received().stream()
                .filter(post -> post.fault() != null)
                .collect(groupingBy(post -> post.fault().code()));
        for (FaultRule rule : FAULTS) {
            String fault = rule.mode().code();
            List<ReceivedRequest> posts = hit.getOrDefault(fault, List.of());
            trial.atLeast("POSTs that met " + fault, posts.size(), 1);
            trial.all(
                    "of " + fault + ": ended as it was, with a line in the audit",
                    posts.stream()
                            .filter(post ->
                                    isSettled(trial, rule.mode(), Post.of(post).message()))
                            .count(),
                    posts.size());
        }
    }

    private static boolean isSettled(Trial trial, FaultMode fault, UUID message) {
        return fault == FaultMode.TIMEOUT ? trial.endedUnresolved(message) : trial.endedDelivered(message, 1);
    }
}
