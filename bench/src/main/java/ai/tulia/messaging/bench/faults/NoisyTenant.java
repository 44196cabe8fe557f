package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;
import java.util.List;

/** R22: one tenant sends much more than another. */
final class NoisyTenant implements Scenario {
    private static final int QUIET_PER_SECOND = 1;
    private static final int TIMES = 50;
    private static final int RECIPIENTS = 3_000;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    /** Of a machine that all of them share: twice the little that a message takes alone is less. */
    private static final Duration NOISE = Duration.ofMillis(50);

    @Override
    public String id() {
        return "R22";
    }

    @Override
    public String what() {
        return ("a tenant with %d single message a second; then beside it one with a broadcast to %d at %d/s")
                .formatted(QUIET_PER_SECOND, RECIPIENTS, TIMES * QUIET_PER_SECOND);
    }

    @Override
    public void run(Trial trial) {
        Tenant quiet = trial.tenant(5);
        Tenant noisy = trial.tenant(1);
        trial.customers(noisy, RECIPIENTS - 1);
        trial.rateLimit(noisy, TIMES * QUIET_PER_SECOND);
        quiet(trial, quiet, WARM_UP);
        List<FixedRate.Call> alone = quiet(trial, quiet, MEASURED);
        trial.broadcast(noisy);
        Trial.pause(WARM_UP);
        long sent = trial.taken(noisy).size();
        List<FixedRate.Call> beside = quiet(trial, quiet, MEASURED);
        long noise = trial.taken(noisy).size() - sent;
        trial.rateLimit(noisy, 500);
        trial.allEnd(Duration.ofMinutes(3));
        trial.verdict();
        Duration before = Trial.p95(trial.untilPosted(alone));
        Duration twice = before.multipliedBy(2);
        Duration plus = before.plus(NOISE);
        trial.atMost(
                "the quiet one's messages, from the call to the POST, p95",
                Trial.p95(trial.untilPosted(beside)),
                before,
                twice.compareTo(plus) > 0 ? twice : plus);
        trial.atLeast("messages of the noisy one meanwhile", noise, TIMES * MEASURED.toSeconds() * 9 / 10);
    }

    private static List<FixedRate.Call> quiet(Trial trial, Tenant tenant, Duration time) {
        return FixedRate.during(time, QUIET_PER_SECOND, n -> trial.send(tenant, tenant.customer(n)));
    }
}
