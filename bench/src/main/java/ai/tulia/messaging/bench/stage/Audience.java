package ai.tulia.messaging.bench.stage;

import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.domain.broadcast.BroadcastRef;
import ai.tulia.messaging.workflows.broadcast.BroadcastWorkflowStarter;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many customers of one tenant, and broadcasts to all of them. */
public final class Audience {
    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    private final int size;
    private final JdbcClient sql;

    private Audience(int size, JdbcClient sql) {
        this.size = size;
        this.sql = sql;
    }

    /** Written straight into the tables: it is not what is measured. Everyone agreed; a sender without a rate limit of note. */
    public static Audience make(Grounds stage, Tenant tenant, int size) {
        JdbcClient sql = stage.superuser();
        sql.sql("truncate message, message_event, broadcast_recipient, consent, consent_event, customer cascade")
                .update();
        sql.sql("""
                        insert into customer (tenant_id, id, phone_number, name, created_at, updated_at)
                        select :tenant, uuidv7(), '+4915' || lpad(n::text, 9, '0'), 'Customer ' || n, now(), now()
                        from generate_series(1, :size) n""").param("tenant", tenant.id()).param("size", size).update();
        sql.sql("""
                        insert into consent (tenant_id, customer_id, channel, type, state, source, recorded_at)
                        select tenant_id, id, 'whatsapp', 'promotional', 'granted', 'bench', now() from customer""").update();
        sql.sql("insert into sender_pace values ('whatsapp:+14155238886', 1000000) on conflict do nothing")
                .update();
        sql.sql("analyze customer, consent").update();
        return new Audience(size, sql);
    }

    /**
     * How one broadcast went.
     *
     * @param id of the broadcast
     * @param perSecond messages, from the first SENDING to the last SENT
     * @param snapshotSeconds until the whole audience was written down
     * @param firstSentSeconds from the first message written down to the first one that the provider took on
     * @param progressMillis one look at its progress over the API, at the end
     * @param events in Temporal's histories of all runs
     * @param longestRun events of the longest
     * @param walBytes that PostgreSQL wrote to its log, a message
     * @param transactions that PostgreSQL committed, a message
     */
    public record Run(
            String id,
            double perSecond,
            double snapshotSeconds,
            double firstSentSeconds,
            double progressMillis,
            long events,
            long longestRun,
            double walBytes,
            double transactions) {}

    /** Sends to all. */
    public Run broadcast(Grounds stage, Tenant tenant) {
        Written before = written();
        long begun = System.nanoTime();
        String id = start(stage, tenant);
        double snapshot = 0;
        while (!one("select status from broadcast where id = :id::uuid", id, String.class)
                .equals("completed")) {
            if (System.nanoTime() - begun > TIMEOUT.toNanos()) {
                throw new IllegalStateException("the broadcast did not end");
            }
            pause();
            if (snapshot == 0
                    && one("select done from broadcast_snapshot where broadcast_id = :id::uuid", id, Boolean.class)) {
                snapshot = (System.nanoTime() - begun) / 1e9;
            }
        }
        Written after = written();
        long sent =
                one("select count(*) from message where broadcast_id = :id::uuid and state = 'SENT'", id, Long.class);
        if (sent != size) {
            throw new IllegalStateException(sent + " of " + size + " were sent");
        }
        String first = "(select min(e.at) from message m join message_event e on e.tenant_id = m.tenant_id"
                + " and e.message_id = m.id and e.kind = 'attempt_started' where m.broadcast_id = b.id)";
        double seconds = one(
                "select extract(epoch from (select max(sent_at) from message where broadcast_id = b.id) - " + first
                        + ") from broadcast b where b.id = :id::uuid",
                id,
                Double.class);
        double toFirst = one(
                "select extract(epoch from min(sent_at) - min(created_at)) from message where broadcast_id = :id::uuid",
                id,
                Double.class);
        List<Long> runs = stage.historyLengths(
                BroadcastWorkflowStarter.workflowId(new BroadcastRef(tenant.id(), UUID.fromString(id))));
        return new Run(
                id,
                size / seconds,
                snapshot,
                toFirst,
                progress(stage, tenant, id),
                runs.stream().mapToLong(Long::longValue).sum(),
                runs.stream().mapToLong(Long::longValue).max().orElse(0),
                (double) (after.walBytes() - before.walBytes()) / size,
                (double) (after.transactions() - before.transactions()) / size);
    }

    private static String start(Grounds stage, Tenant tenant) {
        return stage.http()
                .call("POST", "/v1/broadcasts", tenant.apiKey(), """
                        {"name": "bench", "message_type": "promotional", "recipient_criteria": {"all": []}, "start": true,
                         "content": "Hello {{name}}, spring is here. Answer STOP to leave."}""")
                .path("id")
                .asString();
    }

    /**
     * Seconds from the call to its answer, or to the last attempt that began after it: of each pause of a broadcast that
     * all its lanes send while its audience is written down, and of its cancellation.
     */
    public List<Double> steeringSeconds(Grounds stage, Tenant tenant, int pauses) {
        String id = start(stage, tenant);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < pauses; i++) {
            awaitAttempt();
            seconds.add(effective(stage, tenant, id, "pause"));
            stage.http().call("POST", "/v1/broadcasts/" + id + "/resume", tenant.apiKey(), null);
        }
        awaitAttempt();
        if (one("select done from broadcast_snapshot where broadcast_id = :id::uuid", id, Boolean.class)) {
            throw new IllegalStateException("the audience was written down before the last pause");
        }
        seconds.add(effective(stage, tenant, id, "cancel"));
        while (one(
                "select exists (select from message where broadcast_id = :id::uuid and status = 'pending')",
                id,
                Boolean.class)) {
            pause();
        }
        return seconds;
    }

    private double effective(Grounds stage, Tenant tenant, String id, String verb) {
        Instant called = now();
        long begun = System.nanoTime();
        stage.http().call("POST", "/v1/broadcasts/" + id + "/" + verb, tenant.apiKey(), null);
        double answered = (System.nanoTime() - begun) / 1e9;
        for (int i = 0; i < 50; i++) {
            pause();
        }
        return Math.max(answered, Duration.between(called, lastAttempt()).toMillis() / 1e3);
    }

    private void awaitAttempt() {
        Instant since = now();
        while (!lastAttempt().isAfter(since)) {
            pause();
        }
    }

    private Instant now() {
        return instant("select clock_timestamp()");
    }

    private Instant lastAttempt() {
        return instant("select coalesce(max(at), to_timestamp(0)) from message_event where kind = 'attempt_started'");
    }

    private Instant instant(String query) {
        return sql.sql(query).query(OffsetDateTime.class).single().toInstant();
    }

    private record Written(long walBytes, long transactions) {}

    private Written written() {
        return sql.sql("select pg_current_wal_lsn() - '0/0' as wal, xact_commit from pg_stat_database"
                        + " where datname = current_database()")
                .query((row, n) -> new Written(row.getLong("wal"), row.getLong("xact_commit")))
                .single();
    }

    /** Seconds until the audience of a broadcast that is sent tomorrow is written down. */
    public double writtenDownSeconds(Grounds stage, Tenant tenant) {
        long begun = System.nanoTime();
        String id = stage.http()
                .call("POST", "/v1/broadcasts", tenant.apiKey(), """
                        {"name": "bench", "message_type": "promotional", "recipient_criteria": {"all": []}, "start": true,
                         "content": "Hello {{name}}, spring is here.", "scheduled_at": "%s"}""".formatted(
                                Instant.now().plus(Duration.ofDays(1))))
                .path("id")
                .asString();
        while (!one("select done from broadcast_snapshot where broadcast_id = :id::uuid", id, Boolean.class)) {
            if (System.nanoTime() - begun > TIMEOUT.toNanos()) {
                throw new IllegalStateException("the audience was not written down");
            }
            pause();
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static double progress(Grounds stage, Tenant tenant, String id) {
        List<Double> looks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long begun = System.nanoTime();
            stage.http().call("GET", "/v1/broadcasts/" + id, tenant.apiKey(), null);
            looks.add((System.nanoTime() - begun) / 1e6);
        }
        return Rounds.median(looks);
    }

    private <T> T one(String query, String id, Class<T> type) {
        return sql.sql(query).param("id", id).query(type).single();
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
