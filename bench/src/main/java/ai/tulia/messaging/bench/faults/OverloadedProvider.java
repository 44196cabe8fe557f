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
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** R7: the provider is overloaded: it refuses for a while, and it breaks. */
final class OverloadedProvider implements Scenario {
    static final String PAUSE = "shortest pause after a 429";

    private static final int CUSTOMERS = 100;
    /** Longer than the first pauses of our own backoff: it is the provider's that must count. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(4);

    private static final Duration OVERLOADED = Duration.ofSeconds(60);
    /** 15 %, 15 % and 30 % of all: each rule is asked only about what the ones before it left. */
    private static final List<FaultRule> FAULTS = List.of(
            FaultRule.of(FaultMode.ERROR_5XX).withShare(15 / 100.0),
            FaultRule.of(FaultMode.ERROR_5XX_AFTER_EXECUTE).withShare(15 / 85.0),
            FaultRule.of(FaultMode.BUSY_429)
                    .withShare(30 / 70.0)
                    .withRetryAfterSeconds(Math.toIntExact(RETRY_AFTER.toSeconds())));

    @Override
    public String id() {
        return "R7";
    }

    @Override
    public String what() {
        return ("a broadcast to %d and a single message to each of them; of all POSTs of a minute 30 %% are answered 429 with"
                        + " Retry-After: %d, 15 %% 500 and not done, 15 %% 500 and done")
                .formatted(CUSTOMERS, RETRY_AFTER.toSeconds());
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(1);
        trial.customers(tenant, CUSTOMERS - 1);
        List<Trial.Customer> customers = trial.customersOf(tenant);
        trial.stage
                .simulator()
                .faults(FAULTS.stream()
                        .map(rule -> rule.forAccount(tenant.account()))
                        .toList());
        trial.broadcast(tenant);
        Callers.perSecond(
                10, CUSTOMERS, n -> trial.send(tenant, customers.get(n).id()));
        trial.allEnd(OVERLOADED);
        // Each further 429 doubles the pause: one without luck would make the scenario endless.
        trial.stage.simulator().faults(List.of());
        trial.allEnd(Duration.ofMinutes(2));
        Trial.within(Duration.ofSeconds(30), () -> trial.messages("state not in ('DELIVERED', 'FAILED')") == 0);
        trial.verdict();
        Map<UUID, List<ReceivedRequest>> posts = trial.received().stream()
                .collect(groupingBy(post -> Post.of(post).message()));
        allOf(
                trial,
                posts,
                "429 and no 500: delivered, an attempt for each POST",
                OverloadedProvider::metOnly429,
                (message, its) -> trial.endedDelivered(message, its.size()));
        allOf(
                trial,
                posts,
                "500 and not done: failed, with a line in the audit",
                (message, its) -> met(its, FaultMode.ERROR_5XX),
                (message, its) -> trial.endedUnresolved(message));
        allOf(
                trial,
                posts,
                "500 and done: delivered, an attempt for each POST",
                (message, its) -> met(its, FaultMode.ERROR_5XX_AFTER_EXECUTE),
                (message, its) -> trial.endedDelivered(message, its.size()));
        Duration shortest = posts.values().stream()
                .flatMap(OverloadedProvider::pauses)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
        trial.mark(
                PAUSE,
                Trial.seconds(shortest),
                "at least " + Trial.seconds(RETRY_AFTER),
                shortest.compareTo(RETRY_AFTER) >= 0);
    }

    private static void allOf(
            Trial trial,
            Map<UUID, List<ReceivedRequest>> posts,
            String what,
            BiPredicate<UUID, List<ReceivedRequest>> which,
            BiPredicate<UUID, List<ReceivedRequest>> settled) {
        var met = posts.entrySet().stream()
                .filter(each -> which.test(each.getKey(), each.getValue()))
                .toList();
        trial.atLeast("messages that met " + what.substring(0, what.indexOf(':')), met.size(), 1);
        trial.all(
                "met " + what,
                met.stream()
                        .filter(each -> settled.test(each.getKey(), each.getValue()))
                        .count(),
                met.size());
    }

    private static boolean metOnly429(UUID message, List<ReceivedRequest> its) {
        return met(its, FaultMode.BUSY_429)
                && !met(its, FaultMode.ERROR_5XX)
                && !met(its, FaultMode.ERROR_5XX_AFTER_EXECUTE);
    }

    private static boolean met(List<ReceivedRequest> its, FaultMode fault) {
        return its.stream().anyMatch(post -> post.fault() == fault);
    }

    /** Between a 429 and the next POST. @param its POSTs of one message, oldest first */
    private static Stream<Duration> pauses(List<ReceivedRequest> its) {
        return IntStream.range(1, its.size())
                .filter(i -> its.get(i - 1).fault() == FaultMode.BUSY_429)
                .mapToObj(
                        i -> Duration.between(its.get(i - 1).time(), its.get(i).time()));
    }
}
