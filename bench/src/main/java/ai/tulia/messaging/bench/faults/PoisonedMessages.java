package ai.tulia.messaging.bench.faults;

import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** R19: what cannot be rendered, decided or posted is one message's matter, or one tenant's. */
final class PoisonedMessages implements Scenario {
    private static final int CUSTOMERS = 150;
    private static final int SINGLES = 40;
    private static final int PER_SECOND = 4;
    private static final Duration BOUND = Duration.ofSeconds(60);
    /** Beside two broadcasts that begin. */
    private static final Duration PROMPT = Duration.ofSeconds(10);

    @Override
    public String id() {
        return "R19";
    }

    @Override
    public String what() {
        return ("a broadcast of a template to %d, one without a name that it needs, one in a time zone that does not"
                        + " exist; a tenant whose auth token does not open, with a broadcast and single messages; beside"
                        + " them a tenant with a broadcast to %d and %d single messages at %d/s; in the end the"
                        + " token opens again")
                .formatted(CUSTOMERS, CUSTOMERS, SINGLES, PER_SECOND);
    }

    @Override
    public void run(Trial trial) {
        Tenant poisoned = trial.tenant(1);
        Tenant locked = trial.tenant(5);
        Tenant healthy = trial.tenant(1);
        List.of(poisoned, healthy).forEach(tenant -> trial.customers(tenant, CUSTOMERS - 1));
        List<Trial.Customer> customers = trial.customersOf(poisoned);
        List<Trial.Customer> others = trial.customersOf(healthy);
        UUID nameless = customers.get(CUSTOMERS / 3).id();
        UUID nowhere = customers.get(CUSTOMERS / 2).id();
        change(trial, "update customer set name = null where id = :id", nameless);
        change(trial, "update customer set time_zone = 'Mars/Olympus_Mons' where id = :id", nowhere);
        flipBit(trial, locked);

        UUID stopped = trial.broadcast(locked);
        locked.customers().forEach(customer -> trial.send(locked, customer));
        UUID template = trial.broadcast(poisoned, """
                "template_id": "%s", "context": {"day": "Monday", "hour": "10"}""".formatted(poisoned.template()));
        trial.broadcast(healthy);
        long begun = System.nanoTime();
        List<FixedRate.Call> singles = FixedRate.during(
                Duration.ofSeconds(SINGLES / PER_SECOND),
                PER_SECOND,
                n -> trial.send(healthy, others.get(n).id()));
        Trial.within(
                BOUND.multipliedBy(2),
                () -> trial.isOver(List.of(poisoned, healthy)) && !trial.runs(template) && !trial.runs(stopped));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        trial.atMost("all that can end has ended", took, BOUND);
        trial.atMost(
                "the healthy tenant's single messages, from the call to the POST, p95",
                Trial.p95(trial.untilPosted(singles)),
                PROMPT);
        ended(trial, "customer without a name", nameless, "REFUSED missing_variable");
        ended(trial, "customer of no time zone", nowhere, "FAILED unknown_time_zone");
        trial.all("sent of the same broadcast", sent(trial, poisoned), CUSTOMERS - 2);
        trial.all("sent for the healthy tenant", sent(trial, healthy), CUSTOMERS + singles.size());
        String pausedBy = trial.sql()
                .sql("select coalesce(paused_reason, '') from broadcast where id = :id")
                .param("id", stopped)
                .query(String.class)
                .single();
        trial.mark(
                "broadcast of the locked tenant paused by",
                pausedBy,
                "provider_secret_unreadable",
                pausedBy.equals("provider_secret_unreadable"));
        trial.none("POSTs for the locked tenant", trial.taken(locked).size());

        flipBit(trial, locked);
        long opened = System.nanoTime();
        trial.call(
                trial.stage.apiAddress(), locked, "/v1/broadcasts/" + stopped + "/resume", "{}", "resume-" + stopped);
        trial.allEnd(Duration.ofMinutes(3));
        trial.recovered(Duration.ofNanos(System.nanoTime() - opened));
        trial.verdict();
        trial.all(
                "sent for the locked tenant once its token opens",
                sent(trial, locked),
                2L * locked.customers().size());
    }

    /** Done twice it is undone. */
    private static void flipBit(Trial trial, Tenant tenant) {
        change(
                trial,
                "update provider_account set auth_token = set_bit(auth_token, 8 * length(auth_token) - 4,"
                        + " 1 - get_bit(auth_token, 8 * length(auth_token) - 4)) where tenant_id = :id",
                tenant.id());
    }

    private static void change(Trial trial, String sql, UUID id) {
        if (trial.sql().sql(sql).param("id", id).update() != 1) {
            throw new IllegalStateException("not one row: " + sql);
        }
    }

    private static void ended(Trial trial, String who, UUID customer, String bar) {
        String how = trial.sql()
                .sql("select state || ' ' || coalesce(failure_code, '') from message where customer_id = :customer")
                .param("customer", customer)
                .query(String.class)
                .single();
        trial.mark(who, how, bar, how.equals(bar));
    }

    private static long sent(Trial trial, Tenant tenant) {
        return trial.sql()
                .sql("select count(*) from message where tenant_id = :tenant and status = 'sent'")
                .param("tenant", tenant.id())
                .query(Long.class)
                .single();
    }
}
