package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.stage.Audience;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a broadcast to a million takes, beside one to ten thousand. */
final class Million implements Figure {
    private static final int FEW = 10_000;
    private static final int MANY = Integer.getInteger("bench.many", 1_000_000);

    @Override
    public String what() {
        return """
                A broadcast to %,d recipients beside one to %,d on the same stack: messages a second from the first SENDING to \
                the last SENT (at equal warmth: the few once before and once after the many, the mean), how long the audience \
                took to be written down while sending was under way, from the first page to the first message handed over, \
                bytes a recipient of all tables and indexes, the time of a progress query at the end, and events in Temporal's \
                histories of all runs.""".formatted(MANY, FEW);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(true, true)) {
            Tenant tenant = Tenant.make(stage, 1);
            JdbcClient sql = stage.superuser();
            Audience few = Audience.make(stage, tenant, FEW);
            few.broadcast(stage, tenant);
            double before = few.broadcast(stage, tenant).perSecond();
            sql.sql("truncate message, message_event, broadcast_count").update();
            Audience many = Audience.make(stage, tenant, MANY);
            Audience.Run run = many.broadcast(stage, tenant);
            double bytes = bytes(sql) / MANY;
            report.raw("bytes a recipient: " + where(sql));
            Audience after = Audience.make(stage, tenant, FEW);
            double afterwards = after.broadcast(stage, tenant).perSecond();
            report.raw(String.format(
                    Locale.ROOT,
                    "messages/s: %,d before %.0f, %,d %.0f, %,d after %.0f",
                    FEW,
                    before,
                    MANY,
                    run.perSecond(),
                    FEW,
                    afterwards));
            report.atLeast("drain against that of few", run.perSecond() / ((before + afterwards) / 2), 0.9);
            report.atMost("audience written down, seconds", run.snapshotSeconds(), 60);
            report.atMost("from the first page to the first SENDING, seconds", run.firstSendingSeconds(), 5);
            report.atMost("bytes a recipient in PostgreSQL", Math.rint(bytes), 1_300);
            report.atMost("progress query, ms (median of 50)", run.progressMillis(), 50);
            report.atMost("events of all runs", run.events(), 15_000);
            report.atMost("events of the longest run", run.longestRun(), 10_240);
        }
    }

    /** Each heap and index, in bytes a recipient. */
    private static String where(JdbcClient sql) {
        return String.join(", ", sql.sql("""
                                select relname || ' ' || round(pg_relation_size(oid) / ?::numeric) from pg_class
                                where relkind in ('r', 'i') and (relname in ('message', 'message_event')
                                    or oid in (select indexrelid from pg_index
                                        where indrelid in ('message'::regclass, 'message_event'::regclass)))
                                order by pg_relation_size(oid) desc""").param(MANY).query(String.class).list());
    }

    private static double bytes(JdbcClient sql) {
        return sql.sql("select pg_total_relation_size('message') + pg_total_relation_size('message_event')"
                        + " + pg_total_relation_size('broadcast_count')")
                .query(Double.class)
                .single();
    }
}
