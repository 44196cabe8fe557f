package ai.tulia.messaging.api.connection;

import static org.awaitility.Awaitility.await;

import ai.tulia.messaging.store.testing.TestLedger;
import java.time.Duration;
import java.util.UUID;

/** A tenant whose customer takes long to be read, as a million of them would. */
record SlowCustomers(TestLedger ledger, UUID tenant) {
    static SlowCustomers of(TestLedger ledger, UUID tenant, Duration each) {
        ledger.execute(
                "insert into customer (tenant_id, id, phone_number, name, tags, created_at, updated_at) values ('"
                        + tenant + "', '" + tenant + "', '+14155550101', 'Ana', '{vip}', now(), now())");
        ledger.execute("create function slow() returns boolean language plpgsql as $$ begin perform pg_sleep("
                + each.toMillis() / 1_000.0 + "); return true; end $$");
        ledger.execute(
                "create policy slow on customer as restrictive for select to tulia_app using (case when tenant_id = '"
                        + tenant + "' then slow() else true end)");
        return new SlowCustomers(ledger, tenant);
    }

    /** As fast as others from now on. */
    void hurry() {
        ledger.execute("drop policy if exists slow on customer");
        ledger.execute("drop function if exists slow");
    }

    /** Until so many statements read them. */
    void awaitReaders(int number) {
        await().atMost(Duration.ofSeconds(5)).until(() -> readers() == number);
    }

    /** Statements that read them now. */
    int readers() {
        return Integer.parseInt(
                ledger.queryText("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and usename = 'tulia_app' and state = 'active' and wait_event = 'PgSleep'"));
    }
}
