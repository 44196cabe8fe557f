package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.report.Rounds;
import ai.tulia.messaging.bench.stage.Audience;
import ai.tulia.messaging.bench.stage.CpuTime;
import ai.tulia.messaging.bench.stage.StageApart;
import ai.tulia.messaging.bench.stage.Tenant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a broadcast to a million takes, beside one to ten thousand. */
final class Million implements Figure {
    private static final int FEW = 10_000;
    private static final int MANY = Integer.getInteger("bench.many", 1_000_000);
    private static final int ROUNDS = 3;
    private static final int PAUSES = 3;
    private static final int API_HEAP = 256;
    private static final int WORKER_HEAP = 512;

    @Override
    public String what() {
        return """
                A broadcast to %,d recipients beside ones to %,d, API and worker in JVMs of their own with -Xmx%dm and -Xmx%dm: \
                messages a second from the first SENDING to the last SENT (the few %d times before, when all is warm, and %d \
                times after the many; the mean of both medians), how long the audience took to be written down, by itself and beside \
                the sending, how soon %d pauses and a cancellation under that load take effect, from the first page to the first message handed over, bytes a recipient of all tables and indexes, \
                the time of a progress query at the end, events in Temporal's histories of all runs, and the plan and the \
                CSV of all recipients through the API. Heaps: the highest use seen, garbage included, and what is left after \
                a full collection.""".formatted(MANY, FEW, API_HEAP, WORKER_HEAP, ROUNDS, ROUNDS, PAUSES);
    }

    @Override
    public void measure(Report report) {
        try (StageApart stage = StageApart.start(API_HEAP, WORKER_HEAP)) {
            Tenant tenant = Tenant.make(stage, 1);
            JdbcClient sql = stage.superuser();
            Audience few = Audience.make(stage, tenant, FEW);
            drains(stage, tenant, few);
            var fewCpu = new CpuTime();
            double before = fewCpu.during(() -> Rounds.median(drains(stage, tenant, few)));
            double apiBefore = stage.api().live();
            sql.sql("truncate message, message_event, broadcast_count cascade").update();

            Audience many = Audience.make(stage, tenant, MANY);
            double alone = many.writtenDownSeconds(stage, tenant);
            sql.sql("truncate message, message_event, broadcast_count cascade").update();
            List<Double> steering = many.steeringSeconds(stage, tenant, PAUSES);
            sql.sql("truncate message, message_event, broadcast_count cascade").update();
            var cpu = new CpuTime();
            Audience.Run run = cpu.during(() -> many.broadcast(stage, tenant));
            double workerAfter = stage.worker().live();
            double bytes = bytes(sql) / MANY;
            report.raw("bytes a recipient: " + where(sql));
            double planned = seconds(
                    () -> stage.http().call("POST", "/v1/broadcasts/" + run.id() + "/dry-run", tenant.apiKey(), null));
            double exported = seconds(() -> export(stage, tenant, run));
            double apiAfter = stage.api().live();
            double afterwards = Rounds.median(drains(stage, tenant, Audience.make(stage, tenant, FEW)));

            report.raw(String.format(
                    Locale.ROOT,
                    "messages/s: %,d before %.0f, %,d %.0f, %,d after %.0f",
                    FEW,
                    before,
                    MANY,
                    run.perSecond(),
                    FEW,
                    afterwards));
            report.raw("processor time, ms a message, few: " + fewCpu.perCall(ROUNDS * FEW, 3));
            report.raw("processor time, ms a message, many: " + cpu.perCall(MANY, 3));
            report.raw(String.format(
                    Locale.ROOT,
                    "PostgreSQL a message: %.0f bytes of write-ahead log, %.3f transactions",
                    run.walBytes(),
                    run.transactions()));
            report.raw(String.format(
                    Locale.ROOT,
                    "heaps, MiB: worker highest %.0f, left %.0f; API highest %.0f, left %.0f before and %.0f after",
                    stage.worker().highest(),
                    workerAfter,
                    stage.api().highest(),
                    apiBefore,
                    apiAfter));
            report.raw(String.format(Locale.ROOT, "CSV of all recipients: %.1f s", exported));
            report.atLeast(
                    "drain against the faster of few before and after",
                    run.perSecond() / Math.max(before, afterwards),
                    0.9);
            report.raw("pauses, then the cancellation, seconds: " + steering);
            report.atMost("the slowest of them, seconds", Collections.max(steering), 2);
            report.atMost("audience written down beside four lanes that send, seconds", run.snapshotSeconds(), 60);
            report.atMost("audience of a scheduled broadcast written down, seconds", alone, 60);
            report.atMost(
                    "from the first page to the first answer of the provider, seconds", run.firstSentSeconds(), 5);
            report.atMost("bytes a recipient in PostgreSQL", Math.rint(bytes), 1_300);
            report.atMost("progress query, ms (median of 50)", run.progressMillis(), 20);
            report.atMost("events of all runs", run.events(), 15_000);
            report.atMost("events of the longest run", run.longestRun(), 10_240);
            report.atMost("plan of all recipients, seconds", planned, 10);
            report.atMost("worker heap, MiB", stage.worker().highest(), WORKER_HEAP);
            report.atMost("API heap left after the many against that before", apiAfter / apiBefore, 1.25);
        }
    }

    private static List<Double> drains(StageApart stage, Tenant tenant, Audience audience) {
        var rounds = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(audience.broadcast(stage, tenant).perSecond());
        }
        return rounds;
    }

    private static double seconds(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void export(StageApart stage, Tenant tenant, Audience.Run run) {
        long lines = stage.http().csvLines("/v1/broadcasts/" + run.id() + "/recipients", tenant.apiKey());
        if (lines != MANY + 1) {
            throw new IllegalStateException(lines + " lines of CSV for " + MANY + " recipients");
        }
    }

    /** Each heap and index, in bytes a recipient. */
    private static String where(JdbcClient sql) {
        return String.join(
                ", ", sql.sql("""
                                select relname || ' ' || round(pg_relation_size(oid) / :many::numeric) from pg_class
                                where relkind in ('r', 'i') and (relname in ('message', 'message_event')
                                    or oid in (select indexrelid from pg_index
                                        where indrelid in ('message'::regclass, 'message_event'::regclass)))
                                order by pg_relation_size(oid) desc""").param("many", MANY).query(String.class).list());
    }

    private static double bytes(JdbcClient sql) {
        return sql.sql("select pg_total_relation_size('message') + pg_total_relation_size('message_event')"
                        + " + pg_total_relation_size('broadcast_count')")
                .query(Double.class)
                .single();
    }
}
