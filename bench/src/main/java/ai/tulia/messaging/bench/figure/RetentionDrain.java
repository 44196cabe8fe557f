package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Audience;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.worker.retention.RetentionJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages a second of a broadcast while old messages are removed, against the same broadcast alone. */
final class RetentionDrain implements Figure {
    private static final int RECIPIENTS = 20_000;
    private static final int BACKLOG = 100_000;
    private static final int ROUNDS = 3;

    @Override
    public String what() {
        return """
                Messages per second that a broadcast to %,d recipients sends while the same worker removes a backlog of %,d old \
                messages (first their texts, then them with two events each), against the same broadcast alone; %d rounds, the \
                first side changing, after a broadcast to warm up.""".formatted(RECIPIENTS, BACKLOG, ROUNDS);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(true, true)) {
            Tenant tenant = Tenant.make(stage, 1);
            Audience audience = Audience.make(stage, tenant, RECIPIENTS);
            audience.broadcast(stage, tenant);
            List<Double> alone = new ArrayList<>();
            List<Double> removing = new ArrayList<>();
            long removed = 0;
            for (int round = 0; round < ROUNDS; round++) {
                if (round % 2 == 0) {
                    alone.add(audience.broadcast(stage, tenant).perSecond());
                }
                writeOld(stage.superuser(), tenant);
                Thread job = Thread.ofVirtual().start(stage.worker(RetentionJob.class)::removeOld);
                removing.add(audience.broadcast(stage, tenant).perSecond());
                if (!job.isAlive()) {
                    throw new IllegalStateException("the backlog ended before the broadcast");
                }
                stop(job);
                removed += 2L * BACKLOG - left(stage.superuser());
                stage.superuser()
                        .sql("delete from message where created_at < now() - interval '1 day'")
                        .update();
                if (round % 2 == 1) {
                    alone.add(audience.broadcast(stage, tenant).perSecond());
                }
            }
            report.raw("messages/s alone: " + Rounds.raw(alone));
            report.raw("messages/s while old ones are removed: " + Rounds.raw(removing));
            report.raw(String.format(Locale.ROOT, "texts and messages removed meanwhile: %,d", removed));
            report.atLeast("median of the rounds' ratios", Rounds.medianRatio(removing, alone), 0.8);
        }
    }

    /** Straight into the tables: it is not what is measured. */
    private static void writeOld(JdbcClient sql, Tenant tenant) {
        sql.sql("""
                        insert into message (tenant_id, id, customer_id, message_type, channel, status, state, attempt,
                            over_limit, expires_at, body, provider_msg_id, created_at, sent_at, changed_at)
                        select :tenant, uuidv7(interval '-500 days'), c.id, 'transactional', 'whatsapp', 'sent', 'SENT', 1,
                            'DEFER', now() - interval '499 days', 'Hello, spring is here. Answer STOP to leave.',
                            'SM' || md5(n::text), now() - interval '500 days', now() - interval '500 days',
                            now() - interval '500 days'
                        from generate_series(1, :count) n
                        cross join (select id from customer where tenant_id = :tenant limit 1) c""").param("tenant", tenant.id()).param("count", BACKLOG).update();
        sql.sql("""
                        insert into message_event (tenant_id, message_id, at, kind, attempt)
                        select tenant_id, id, changed_at, kind, 1 from message
                        cross join (values ('attempt_started'), ('provider_accepted')) k (kind)
                        where created_at < now() - interval '1 day'""").update();
        sql.sql("vacuum analyze message, message_event").update();
    }

    /** Texts and messages that are still there. */
    private static long left(JdbcClient sql) {
        return sql.sql("select count(*) + count(body) from message where created_at < now() - interval '1 day'")
                .query(Long.class)
                .single();
    }

    private static void stop(Thread job) {
        job.interrupt();
        try {
            job.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
