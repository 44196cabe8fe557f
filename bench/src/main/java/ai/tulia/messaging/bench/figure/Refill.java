package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.store.quota.QuotaCounters;
import java.util.ArrayList;
import org.redisson.api.RedissonClient;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long the first question of a tenant takes after Redis has lost all. */
final class Refill implements Figure {
    private static final int MESSAGES = 10_000_000;
    private static final int DAYS = 100;
    private static final int CHUNK = 200_000;
    private static final int ROUNDS = 5;

    @Override
    public String what() {
        return """
                Seconds of the first call to the counters after FLUSHALL, which refills the tenant's rolling 24 h from the \
                ledger: one tenant with %,d messages of %d days in the order they were accepted, 1 of %d within the last \
                24 h; %d rounds. There is no B-tree on reserved_at.""".formatted(MESSAGES, DAYS, DAYS, ROUNDS);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(false)) {
            Tenant tenant = Tenant.make(stage, 1);
            write(stage.superuser(), tenant);
            var counters = stage.worker(QuotaCounters.class);
            var keys = stage.worker(RedissonClient.class).getKeys();
            var seconds = new ArrayList<Double>();
            long used = 0;
            for (int round = 0; round < ROUNDS; round++) {
                keys.flushall();
                long begun = System.nanoTime();
                used = counters.usage(tenant.id(), (long) MESSAGES, null).used();
                seconds.add((System.nanoTime() - begun) / 1e9);
            }
            report.raw("places in the window: %,d".formatted(used));
            report.raw("seconds: " + Rounds.raw(seconds));
            report.atLeast("places refilled", used, MESSAGES / DAYS * 0.99);
            report.atMost("first call, seconds (median)", Rounds.median(seconds), 2);
        }
    }

    /** Straight into the table: it is not what is measured. */
    private static void write(JdbcClient sql, Tenant tenant) {
        for (int from = 0; from < MESSAGES; from += CHUNK) {
            sql.sql("""
                            insert into message (tenant_id, id, customer_id, message_type, channel, status, state, over_limit,
                                expires_at, body, provider_msg_id, reserved_at, created_at, sent_at, changed_at)
                            select :tenant, uuidv7(), :customer, 'promotional', 'whatsapp', 'sent', 'SENT', 'DEFER',
                                at + interval '1 day', 'Hello, spring is here. Answer STOP to leave.',
                                'SM' || md5(n::text), at, at, at, at
                            from (select n, now() - (:all - n) * interval '1 day' * :days / :all as at
                                from generate_series(:from + 1, :from + :chunk) n) each""")
                    .param("tenant", tenant.id())
                    .param("customer", tenant.customer(0))
                    .param("all", (double) MESSAGES)
                    .param("days", DAYS)
                    .param("from", from)
                    .param("chunk", CHUNK)
                    .update();
        }
        sql.sql("vacuum analyze message").update();
    }
}
