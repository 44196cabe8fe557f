package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import ai.tulia.messaging.store.audit.AuditAction;
import ai.tulia.messaging.store.audit.AuditEvent;
import ai.tulia.messaging.store.database.Precondition;
import ai.tulia.messaging.store.database.TenantTransactions;
import ai.tulia.messaging.store.erasure.CustomerEraser;
import ai.tulia.messaging.worker.erasure.ErasureJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long the erasure of a customer takes beside a ledger of many. */
final class Erase implements Figure {
    private static final int MESSAGES = 1_000;
    private static final int LEDGER = 500_000;
    private static final int ROUNDS = 9;

    @Override
    public String what() {
        return """
                Milliseconds from the request until nothing is left here of a customer with %,d messages, two events and two status \
                callbacks each, in the ledger of a tenant with %,d more; %d customers, one after the other, after one to warm up.""".formatted(MESSAGES, LEDGER, ROUNDS);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(false)) {
            Tenant tenant = Tenant.make(stage, ROUNDS + 2);
            JdbcClient sql = stage.superuser();
            write(sql, tenant, tenant.customer(ROUNDS + 1), LEDGER);
            for (int i = 0; i <= ROUNDS; i++) {
                write(sql, tenant, tenant.customer(i), MESSAGES);
            }
            sql.sql("vacuum analyze message, message_event, provider_callback").update();
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i <= ROUNDS; i++) {
                double took = erase(stage, tenant.id(), tenant.customer(i));
                if (i > 0) {
                    millis.add(took);
                }
            }
            report.raw("milliseconds: " + Rounds.raw(millis));
            report.atMost("one customer, milliseconds (median)", Rounds.median(millis), 1_000);
        }
    }

    private static double erase(Stage stage, UUID tenant, UUID customer) {
        var event =
                AuditEvent.byKey(tenant, UUID.randomUUID(), AuditAction.CUSTOMER_ERASURE_REQUESTED, customer, Map.of());
        long begun = System.nanoTime();
        stage.worker(TenantTransactions.class)
                .call(
                        tenant,
                        () -> stage.worker(CustomerEraser.class)
                                .request(tenant, customer, Precondition.NONE, event, Instant.now())
                                .orElseThrow());
        // The worker's own job may have been faster.
        do {
            stage.worker(ErasureJob.class).eraseDue();
        } while (!isErased(stage.superuser(), customer));
        return (System.nanoTime() - begun) / 1e6;
    }

    private static boolean isErased(JdbcClient sql, UUID customer) {
        return sql.sql("select erased_at is not null from customer_erasure where customer_id = :customer")
                .param("customer", customer)
                .query(Boolean.class)
                .single();
    }

    /** Straight into the tables: it is not what is measured. */
    private static void write(JdbcClient sql, Tenant tenant, UUID customer, int count) {
        sql.sql("""
                        insert into message (tenant_id, id, customer_id, message_type, channel, status, state, attempt,
                            over_limit, expires_at, body, provider_msg_id, created_at, sent_at, changed_at)
                        select :tenant, uuidv7(), :customer, 'transactional', 'whatsapp', 'sent', 'DELIVERED', 1, 'DEFER',
                            now(), 'Hello, spring is here. Answer STOP to leave.', 'SM' || md5(:customer::text || n), now(),
                            now(), now()
                        from generate_series(1, :count) n""")
                .param("tenant", tenant.id())
                .param("customer", customer)
                .param("count", count)
                .update();
        sql.sql("""
                        insert into message_event (tenant_id, message_id, at, kind, attempt)
                        select tenant_id, id, changed_at, kind, 1 from message
                        cross join (values ('attempt_started'), ('provider_accepted')) k (kind)
                        where customer_id = :customer""").param("customer", customer).update();
        sql.sql("""
                        insert into provider_callback (tenant_id, provider_msg_id, status, message_id, attempt, form,
                            received_at, applied_at)
                        select tenant_id, provider_msg_id, reported, id, 1, 'MessageStatus=' || reported, now(), now()
                        from message cross join (values ('sent'), ('delivered')) s (reported)
                        where customer_id = :customer""").param("customer", customer).update();
    }
}
