package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.domain.delivery.AttemptLimits;
import ai.tulia.messaging.twiliosimulator.FaultMode;
import ai.tulia.messaging.twiliosimulator.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** R23: rows that say they are under way, or unknown, and nobody is at it. */
final class StuckAttempts implements Scenario {
    static final String SETTLED = "all of them settled";

    /** Of each kind. */
    private static final int ROWS = 10;

    private static final int KINDS = 4;
    private static final Duration AGE = Duration.ofHours(2);
    /** A broadcast that worked a moment ago is left alone until what its lanes had under way would be lost. */
    private static final Duration SETTLED_WITHIN = AttemptLimits.LOST_AFTER.plusSeconds(30);

    private static final String GAUGE = "tulia_unknown_oldest_seconds";

    @Override
    public String id() {
        return "R23";
    }

    @Override
    public String what() {
        return ("%d messages sent, half of them of a broadcast, whose workflows have ended; then %d rows each, by SQL:"
                        + " SENDING or UNKNOWN for %d h, which the provider lists for the time of the attempt, and which it"
                        + " does not")
                .formatted(2 * KINDS * ROWS, 2 * ROWS, AGE.toHours());
    }

    @Override
    public void run(Trial trial) {
        Tenant tenant = trial.tenant(1);
        trial.customers(tenant, KINDS * ROWS - 1);
        List<Trial.Customer> customers = trial.customersOf(tenant);
        trial.stage
                .simulator()
                .faults(List.of(FaultRule.of(FaultMode.CALLBACK_LOST).forAccount(tenant.account())));
        UUID broadcast = trial.broadcast(tenant);
        Callers.perSecond(
                10, customers.size(), n -> trial.send(tenant, customers.get(n).id()));
        trial.allEnd(Duration.ofMinutes(1));
        long sent = trial.messages("status = 'sent'");
        if (sent < 2L * customers.size()) {
            throw new IllegalStateException("no more than " + sent + " were sent");
        }
        double gaugeBefore = trial.stage.workerMetric(GAUGE);
        List<UUID> listed = force(trial, 0, false);
        List<UUID> unlisted = force(trial, 2, true);
        // One with open messages has not ended.
        trial.sql()
                .sql("update broadcast set status = 'running', ended_at = null, changed_at = now() where id = :id")
                .param("id", broadcast)
                .update();
        var oldest = new AtomicLong();
        long begun = System.nanoTime();
        Trial.within(SETTLED_WITHIN.plusSeconds(30), () -> {
            oldest.accumulateAndGet(Math.round(trial.stage.workerMetric(GAUGE)), Math::max);
            return trial.messages("status = 'pending'") == 0 && !trial.runs(broadcast);
        });
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        trial.recovered(took);
        boolean back = Trial.within(Duration.ofSeconds(30), () -> trial.stage.workerMetric(GAUGE) < AGE.toSeconds());
        trial.allEnd(Duration.ofSeconds(1));
        trial.verdict();
        trial.atMost(SETTLED, took, SETTLED_WITHIN);
        trial.mark(
                GAUGE + ", before, at most, at last",
                Math.round(gaugeBefore) + ", " + oldest + ", " + Math.round(trial.stage.workerMetric(GAUGE)),
                AGE.toSeconds() + " or more meanwhile, less before and after",
                gaugeBefore < AGE.toSeconds() && oldest.get() >= AGE.toSeconds() && back);
        trial.all("listed by the provider: delivered", in(trial, "DELIVERED", listed), listed.size());
        trial.all("not listed: failed", in(trial, "FAILED", unlisted), unlisted.size());
    }

    /** @return the rows that are SENDING or UNKNOWN now. @param attemptsToo the attempts began then, too */
    private static List<UUID> force(Trial trial, int kind, boolean attemptsToo) {
        List<UUID> all = trial.sql()
                .sql("""
                        select id from (
                            select id, row_number() over (partition by broadcast_id order by customer_id) - 1 as n
                            from message where tenant_id in (:tenants)) numbered
                        where n >= :from and n < :until order by n, id""")
                .param("tenants", trial.tenantIds())
                .param("from", kind * ROWS)
                .param("until", (kind + 2) * ROWS)
                .query(UUID.class)
                .list();
        List<UUID> sending = all.subList(0, all.size() / 2);
        List<UUID> unknown = all.subList(all.size() / 2, all.size());
        if (attemptsToo) {
            change(trial, "update message_event set at = at - :age::interval where message_id in (:ids)", all);
        }
        change(trial, setTo("SENDING"), sending);
        change(trial, """
                insert into unknown_attempt (tenant_id, message_id, attempt, since)
                select tenant_id, id, attempt, now() - :age::interval from message where id in (:ids)""", unknown);
        change(trial, setTo("UNKNOWN"), unknown);
        return all;
    }

    private static String setTo(String state) {
        return """
                update message set state = '%s', status = 'pending', provider_msg_id = null, sent_at = null,
                    changed_at = now() - :age::interval where id in (:ids)""".formatted(state);
    }

    private static void change(Trial trial, String sql, List<UUID> ids) {
        trial.sql().sql(sql).param("age", AGE.toString()).param("ids", ids).update();
    }

    private static long in(Trial trial, String state, List<UUID> ids) {
        return ids.stream().filter(id -> trial.state(id).equals(state)).count();
    }
}
