package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;
import java.util.ArrayList;

/** R0: nothing goes wrong. */
final class Peace implements Scenario {
    private static final int TENANTS = 4;
    private static final int RECIPIENTS = 250;
    private static final int SINGLES = 25;

    @Override
    public String id() {
        return "R0";
    }

    @Override
    public String what() {
        return "no fault; 2 workers, %d tenants, a broadcast to %d and %d single messages each"
                .formatted(TENANTS, RECIPIENTS + 1, SINGLES);
    }

    @Override
    public void run(Trial trial) {
        var tenants = new ArrayList<Tenant>();
        for (int i = 0; i < TENANTS; i++) {
            Tenant tenant = trial.tenant(1);
            trial.customers(tenant, RECIPIENTS);
            tenants.add(tenant);
        }
        tenants.forEach(trial::broadcast);
        Callers.perSecond(8, TENANTS * SINGLES, n -> {
            Tenant tenant = tenants.get(n % TENANTS);
            trial.send(tenant, tenant.customer(0));
        });
        trial.allEnd(Duration.ofMinutes(3));
        var verdict = trial.verdict();
        int asked = TENANTS * (RECIPIENTS + 1 + SINGLES);
        trial.all("acked", verdict.acked().size(), asked);
        trial.all("posted", verdict.posted().size(), asked);
        trial.all("final", verdict.ended().size(), asked);
    }
}
