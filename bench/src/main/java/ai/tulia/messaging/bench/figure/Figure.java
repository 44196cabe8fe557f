package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import java.util.LinkedHashMap;
import java.util.Map;

/** One figure: what it compares, and its measuring, bounded in count and time. */
public interface Figure {
    String what();

    void measure(Report report);

    /** All, in the order they are run. */
    static Map<String, Figure> all() {
        var all = new LinkedHashMap<String, Figure>();
        all.put("history", new History());
        all.put("alone", new Alone(true));
        all.put("alone-in-memory", new Alone(false));
        all.put("immediate", new Immediate());
        all.put("send", new Send());
        all.put("schedule", new Schedule());
        all.put("batches", new Batches());
        all.put("sweep", new Sweep());
        all.put("quota", new Quota());
        all.put("access", new Access());
        all.put("refill", new Refill());
        all.put("idle", new Idle());
        all.put("bytes", new Bytes());
        all.put("drain", new Drain());
        all.put("lanes", new BroadcastLanes());
        all.put("retention", new RetentionDrain());
        all.put("callbacks", new Callbacks());
        all.put("intake", new CallbackIntake());
        all.put("webhooks", new WebhookDeliveries());
        all.put("search", new CustomerSearches());
        all.put("heavy", new Heavy());
        all.put("erase", new Erase());
        all.put("million", new Million());
        all.put("demo", new Demo());
        all.put("peers", new Peers());
        return all;
    }
}
