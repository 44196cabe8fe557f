package ai.tulia.messaging.bench.stage;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many customers of one tenant, and broadcasts to all of them. */
public final class Audience {
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final int size;
    private final JdbcClient sql;

    private Audience(int size, JdbcClient sql) {
        this.size = size;
        this.sql = sql;
    }

    /** Written straight into the tables: it is not what is measured. Everyone agreed; a sender without a pace of note. */
    public static Audience make(Stage stage, Tenant tenant, int size) {
        JdbcClient sql = stage.superuser();
        sql.sql("delete from consent").update();
        sql.sql("delete from consent_event").update();
        sql.sql("delete from customer").update();
        sql.sql("""
                        insert into customer (tenant_id, id, phone_number, name, created_at, updated_at)
                        select ?, uuidv7(), '+4915' || lpad(n::text, 9, '0'), 'Customer ' || n, now(), now()
                        from generate_series(1, ?) n""").params(tenant.id(), size).update();
        sql.sql("""
                        insert into consent (tenant_id, customer_id, channel, type, state, source, recorded_at)
                        select tenant_id, id, 'whatsapp', 'promotional', 'granted', 'bench', now() from customer""").update();
        sql.sql("insert into sender_pace values ('whatsapp:+14155238886', 1000000)")
                .update();
        sql.sql("analyze customer, consent").update();
        return new Audience(size, sql);
    }

    /** Sends to all and gives messages a second, from the first SENDING to the last SENT. */
    public double broadcast(Stage stage, Tenant tenant) {
        String id = stage.http()
                .call("POST", "/v1/broadcasts", tenant.apiKey(), """
                        {"name": "bench", "message_type": "promotional", "recipient_criteria": {"all": []}, "start": true,
                         "content": "Hello {{name}}, spring is here. Answer STOP to leave."}""")
                .path("id")
                .asString();
        long end = System.nanoTime() + LONGEST.toNanos();
        String status = "";
        while (!status.equals("completed")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the broadcast did not end: " + status);
            }
            pause();
            status = sql.sql("select status from broadcast where id = ?::uuid")
                    .param(id)
                    .query(String.class)
                    .single();
        }
        long sent = sql.sql("select count(*) from message where broadcast_id = ?::uuid and state = 'SENT'")
                .param(id)
                .query(Long.class)
                .single();
        if (sent != size) {
            throw new IllegalStateException(sent + " of " + size + " were sent");
        }
        double seconds = sql.sql("""
                        select extract(epoch from max(m.sent_at) - min(e.at)) from message m
                        join message_event e on e.tenant_id = m.tenant_id and e.message_id = m.id and e.kind = 'sending'
                        where m.broadcast_id = ?::uuid""").param(id).query(Double.class).single();
        return size / seconds;
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
