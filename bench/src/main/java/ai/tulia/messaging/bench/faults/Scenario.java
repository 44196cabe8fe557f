package ai.tulia.messaging.bench.faults;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One fault, what it is done to, and what must hold then. */
interface Scenario {
    /** As the table of promises names it. */
    String id();

    /** One sentence: the load and the fault. */
    String what();

    void run(Trial trial);

    /** The same fault less often, where that is what takes long. */
    default Scenario shortened() {
        return this;
    }

    /** In the order they run. */
    static Map<String, Scenario> all() {
        var all = new LinkedHashMap<String, Scenario>();
        for (Scenario scenario : List.of(
                new Peace(),
                new ProviderWithoutAnswer(),
                new OverloadedProvider(),
                new LostCallbacks(),
                KilledWorker.threeTimes(),
                new TerminatedWorker(),
                new CrashedPostgres(),
                KilledApi.tenTimes(),
                new KilledTemporal(false),
                new KilledTemporal(true),
                new LostRedis(),
                new LostCommits(),
                new MovedClock(),
                new OlderWorker(),
                new StuckAttempts(),
                new PoisonedMessages(),
                new SlowTenant(),
                new NoisyTenant(),
                new CustomerStop(),
                new SameKey(),
                new RepeatedCallbacks(),
                new CallbackOrders(),
                new KilledWebhookWorker(),
                new SlowEndpoint(),
                new Soak())) {
            all.put(scenario.id(), scenario);
        }
        return all;
    }
}
