package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;

/** R5: the ledger goes away at once and comes back. */
final class CrashedPostgres implements Scenario {
    private static final int CALLERS = 10;
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration AWAY = Duration.ofSeconds(10);
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(30);

    @Override
    public String id() {
        return "R5";
    }

    @Override
    public String what() {
        return "%d callers with single messages and a broadcast; PostgreSQL stopped at once (immediate), back after %d s"
                .formatted(CALLERS, AWAY.toSeconds());
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(CALLERS);
        trial.customers(tenant, 300);
        trial.rateLimit(tenant, 20);
        try (var load = trial.load(tenant, CALLERS)) {
            trial.broadcast(tenant);
            Trial.pause(BEFORE);
            trial.stage.crashPostgres();
            Trial.pause(AWAY);
            trial.stage.restartPostgres();
            long back = System.nanoTime();
            int until = load.answers().size();
            Trial.within(
                    HEALED_WITHIN.multipliedBy(2),
                    () -> load.answers().stream().skip(until).anyMatch(answer -> Load.isTaken(answer)));
            Duration healed = Duration.ofNanos(System.nanoTime() - back);
            trial.recovered(healed);
            trial.atMost("accepted again after PostgreSQL is back", healed, HEALED_WITHIN);
            Trial.pause(BEFORE);
            load.close();
            load.mark(trial);
        }
        trial.allEnd(Duration.ofMinutes(3));
        trial.verdict();
    }
}
