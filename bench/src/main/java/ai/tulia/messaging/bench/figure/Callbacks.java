package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Audience;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How fast stored status callbacks of a finished broadcast reach its messages. */
final class Callbacks implements Figure {
    private static final int MESSAGES = 100_000;
    private static final int ROUNDS = 3;
    private static final long TIMEOUT_SECONDS = 300;

    @Override
    public String what() {
        return """
                Status callbacks applied a second: %,d messages of one finished broadcast are SENT, one callback each \
                (delivered) is stored and waits; from its commit until the last is applied, with events and the broadcast's \
                counts, by one worker; %d rounds.""".formatted(MESSAGES, ROUNDS);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(false)) {
            Tenant tenant = Tenant.make(stage, 1);
            JdbcClient sql = stage.superuser();
            Audience.make(stage, tenant, MESSAGES);
            var perSecond = new ArrayList<Double>();
            for (int round = 0; round < ROUNDS; round++) {
                UUID broadcast = UUID.randomUUID();
                write(sql, tenant, broadcast);
                long begun = System.nanoTime();
                store(sql, tenant, broadcast);
                awaitApplied(sql);
                perSecond.add(MESSAGES / ((System.nanoTime() - begun) / 1e9));
                long delivered = sql.sql("select sum(messages) from broadcast_count"
                                + " where broadcast_id = :broadcast and state = 'DELIVERED'")
                        .param("broadcast", broadcast)
                        .query(Long.class)
                        .single();
                report.atLeast("delivered in the broadcast's counts", delivered, MESSAGES);
            }
            report.raw("callbacks/s: " + Rounds.raw(perSecond));
            report.atLeast("callbacks/s (median)", Rounds.median(perSecond), 3_000);
        }
    }

    /** Straight into the tables: it is not what is measured. */
    private static void write(JdbcClient sql, Tenant tenant, UUID broadcast) {
        sql.sql("""
                        insert into message (tenant_id, id, customer_id, broadcast_id, message_type, channel, status, state,
                            attempt, over_limit, expires_at, body, provider_msg_id, reserved_at, created_at, sent_at,
                            changed_at)
                        select tenant_id, uuidv7(), id, :broadcast, 'promotional', 'whatsapp', 'sent', 'SENT', 1, 'DEFER',
                            now() + interval '1 day', 'Hello, spring is here. Answer STOP to leave.',
                            'SM' || md5(:broadcast::text || id::text), now(), now(), now(), now()
                        from customer where tenant_id = :tenant and phone_number like '+4915%' limit :count""")
                .param("broadcast", broadcast)
                .param("tenant", tenant.id())
                .param("count", MESSAGES)
                .update();
        sql.sql("vacuum analyze message").update();
    }

    private static void store(JdbcClient sql, Tenant tenant, UUID broadcast) {
        sql.sql("""
                        insert into provider_callback (tenant_id, provider_msg_id, status, message_id, attempt, form,
                            received_at)
                        select tenant_id, provider_msg_id, 'delivered', id, 1, 'MessageSid=' || provider_msg_id
                            || '&MessageStatus=delivered&To=whatsapp%3A%2B4915000000000&ChannelPrefix=whatsapp', now()
                        from message where tenant_id = :tenant and broadcast_id = :broadcast""").param("tenant", tenant.id()).param("broadcast", broadcast).update();
    }

    private static void awaitApplied(JdbcClient sql) {
        long deadline = System.nanoTime() + TIMEOUT_SECONDS * 1_000_000_000;
        while (sql.sql("select exists (select from provider_callback where applied_at is null)")
                .query(Boolean.class)
                .single()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not applied within " + TIMEOUT_SECONDS + " s");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
