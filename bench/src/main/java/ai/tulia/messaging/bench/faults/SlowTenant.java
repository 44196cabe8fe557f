package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** R9: the provider becomes slow for one tenant. */
final class SlowTenant implements Scenario {
    private static final int OTHERS = 9;
    private static final int OTHERS_PER_SECOND = 9;
    private static final int SLOW_PER_SECOND = 4;
    private static final Duration REPLY = Duration.ofSeconds(20);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final double RATIO = 1.2;
    private static final Duration NOISE = Duration.ofMillis(50);

    @Override
    public String id() {
        return "R9";
    }

    @Override
    public String what() {
        return ("%d tenants with %d single messages a second in all and one with %d; then each POST of that one is answered"
                        + " after %d s, longer than the API waits")
                .formatted(OTHERS, OTHERS_PER_SECOND, SLOW_PER_SECOND, REPLY.toSeconds());
    }

    @Override
    public void run(Trial trial) {
        List<Tenant> others =
                Stream.generate(() -> trial.tenant(5)).limit(OTHERS).toList();
        Tenant slow = trial.tenant(1);
        // One message a customer: two alike, both without an answer, could not be told apart at the provider.
        trial.customers(
                slow,
                2 * SLOW_PER_SECOND * Math.toIntExact(MEASURED.plus(WARM_UP).toSeconds()));
        List<Trial.Customer> customers = trial.customersOf(slow);
        List<FixedRate.Call> before;
        List<FixedRate.Call> beside;
        try (var load = new FixedRate(
                SLOW_PER_SECOND,
                n -> trial.send(slow, customers.get(n % customers.size()).id()))) {
            others(trial, others, WARM_UP);
            before = others(trial, others, MEASURED);
            trial.stage
                    .simulator()
                    .faults(List.of(FaultRule.of(FaultMode.SLOW)
                            .forAccount(slow.account())
                            .withDelayMs(Math.toIntExact(REPLY.toMillis()))));
            Trial.pause(WARM_UP);
            beside = others(trial, others, MEASURED);
        }
        trial.stage.simulator().faults(List.of());
        trial.allEnd(Duration.ofMinutes(2));
        // What was taken after all: its callbacks say so.
        Trial.within(REPLY.plusSeconds(30), () -> trial.messages("state <> 'DELIVERED'") == 0);
        trial.verdict();
        Duration p95 = Trial.p95(trial.untilPosted(before));
        Duration ratio = Duration.ofNanos(Math.round(p95.toNanos() * RATIO));
        Duration plus = p95.plus(NOISE);
        trial.atMost(
                "the others' messages, from the call to the POST, p95",
                Trial.p95(trial.untilPosted(beside)),
                p95,
                ratio.compareTo(plus) > 0 ? ratio : plus);
        trial.atLeast(
                "POSTs of the slow one without an answer",
                trial.events("no_answer"),
                SLOW_PER_SECOND * MEASURED.toSeconds() / 2);
    }

    private static List<FixedRate.Call> others(Trial trial, List<Tenant> tenants, Duration time) {
        return FixedRate.during(time, OTHERS_PER_SECOND, n -> {
            Tenant tenant = tenants.get(n % tenants.size());
            return trial.send(tenant, tenant.customer(n));
        });
    }
}
