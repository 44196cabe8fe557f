package ai.tulia.messaging.store.broadcast;

import ai.tulia.messaging.domain.dispatch.StopReason;
import ai.tulia.messaging.domain.plan.BroadcastPlan;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** A plan in figures that can be compared with others. */
final class PlanFigures {
    private PlanFigures() {}

    static Map<String, Long> grouped(BroadcastPlan plan) {
        var groups = new TreeMap<String, Long>();
        if (plan.breakdown().now().count() > 0) {
            groups.put("now", plan.breakdown().now().count());
        }
        plan.breakdown()
                .waiting()
                .forEach(h -> groups.put(
                        h.reason() + " " + h.zone() + " " + h.until(), h.group().count()));
        plan.breakdown()
                .refused()
                .forEach(r -> groups.put(r.reason().name(), r.group().count()));
        long ends = plan.breakdown().expires().stream()
                .mapToLong(e -> e.group().count())
                .sum();
        if (ends > 0) {
            groups.put(StopReason.VALIDITY_ENDED.name(), ends);
        }
        return groups;
    }

    static Map<LocalDate, Long> byDay(BroadcastPlan plan) {
        var days = new TreeMap<LocalDate, Long>();
        plan.breakdown().byLimit().forEach(d -> days.put(d.day(), d.group().count()));
        return days;
    }

    static long total(BroadcastPlan plan) {
        return plan.breakdown().now().count()
                + plan.breakdown().waiting().stream()
                        .mapToLong(h -> h.group().count())
                        .sum()
                + plan.breakdown().waitingOthers()
                + plan.breakdown().byLimit().stream()
                        .mapToLong(d -> d.group().count())
                        .sum()
                + plan.breakdown().byLimitOthers()
                + plan.breakdown().expires().stream()
                        .mapToLong(e -> e.group().count())
                        .sum()
                + plan.breakdown().refused().stream()
                        .mapToLong(r -> r.group().count())
                        .sum();
    }
}
