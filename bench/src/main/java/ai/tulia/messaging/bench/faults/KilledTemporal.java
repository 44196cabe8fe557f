package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;

/** R3: Temporal is killed and comes back. */
final class KilledTemporal implements Scenario {
    private static final int CALLERS = 8;
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration AWAY = Duration.ofSeconds(15);
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(2);

    @Override
    public String id() {
        return "R3";
    }

    @Override
    public String what() {
        return "%d callers with single messages and a broadcast; kill -9 of Temporal, back after %d s with its data"
                .formatted(CALLERS, AWAY.toSeconds());
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(CALLERS);
        trial.customers(tenant, 300);
        trial.pace(tenant, 20);
        try (var load = trial.load(tenant, CALLERS)) {
            trial.broadcast(tenant);
            Trial.pause(BEFORE);
            trial.stage.killTemporal();
            Trial.pause(AWAY);
            trial.stage.restartTemporal();
            load.close();
            load.mark(trial);
        }
        long back = System.nanoTime();
        trial.allEnd(DRAINED_WITHIN.multipliedBy(2));
        Duration drained = Duration.ofNanos(System.nanoTime() - back);
        trial.recovered(drained);
        trial.verdict();
        trial.atMost("drained after Temporal is back", drained, DRAINED_WITHIN);
    }
}
