package ai.tulia.messaging.bench.figure;

import ai.tulia.messaging.bench.report.Report;
import ai.tulia.messaging.bench.stage.Callers;
import ai.tulia.messaging.bench.stage.Stage;
import ai.tulia.messaging.bench.stage.Tenant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a message takes in PostgreSQL. */
final class Bytes implements Figure {
    private static final int COUNT = 20_000;
    private static final int CALLERS = 16;
    private static final int AT_ONCE = 50;
    private static final int ROW_BAR = 1_000;
    private static final int ALL_BAR = 2_000;

    @Override
    public String what() {
        return """
                Bytes per message in PostgreSQL after %,d messages went the whole way by the product's own statements: \
                idempotency key taken, accepted from a template with three values and linked, held once, reserved, rendered, \
                SENDING, SENT, the answer kept. Sizes are whole relations (heap, indexes, TOAST, maps, empty space); the row is \
                held against its bar beside the bytes of the text itself. The bars are held against the tables as the run \
                leaves them, with autovacuum's normal work and no VACUUM of ours.""".formatted(COUNT);
    }

    @Override
    public void measure(Report report) {
        try (Stage stage = Stage.start(false)) {
            Tenant tenant = Tenant.make(stage, 200);
            var life = new LedgerLife(stage, tenant);
            JdbcClient sql = stage.superuser();
            double speed = AT_ONCE * Callers.perSecond(CALLERS, COUNT / AT_ONCE, n -> life.live(n * AT_ONCE, AT_ONCE));
            report.raw(String.format(Locale.ROOT, "%,d messages, %.0f/s with %d callers", COUNT, speed, CALLERS));
            double body = number(sql, "select sum(octet_length(body)) from message") / COUNT;
            report.raw(String.format(
                    Locale.ROOT,
                    "text of a message: %.0f bytes; %.2f events a message; answer kept with the key: %.0f",
                    body,
                    number(sql, "select count(*) from message_event") / COUNT,
                    number(sql, "select avg(octet_length(response_body)) from idempotency_key")));
            Sizes asItStands = Sizes.read(sql, COUNT);
            report.raw("as the run leaves it: " + asItStands);
            for (String table : List.of("message", "message_event", "idempotency_key")) {
                report.raw(String.format(
                        Locale.ROOT,
                        "%s: a live row %.0f bytes, heap %.0f, indexes %.0f a message",
                        table,
                        number(sql, "select avg(pg_column_size(t.*)) from " + table + " t"),
                        number(sql, "select pg_relation_size('" + table + "')") / COUNT,
                        number(sql, "select pg_indexes_size('" + table + "')") / COUNT));
            }
            sql.sql("vacuum message, message_event, idempotency_key").update();
            report.raw("after VACUUM: " + Sizes.read(sql, COUNT));
            report.raw(
                    String.format(
                            Locale.ROOT,
                            "updates of the message row: %.1f a message, %.0f %% of them heap-only",
                            number(sql, "select n_tup_upd from pg_stat_user_tables where relname = 'message'") / COUNT,
                            number(
                                    sql,
                                    "select 100.0 * n_tup_hot_upd / n_tup_upd from pg_stat_user_tables where relname = 'message'")));
            report.atMost("row with indexes, beside the text, bytes", Math.rint(asItStands.message() - body), ROW_BAR);
            report.atMost(
                    "with events and idempotency key, beside the text, bytes",
                    Math.rint(asItStands.all() - body),
                    ALL_BAR);
        }
    }

    private static double number(JdbcClient sql, String query) {
        return sql.sql(query).query(Double.class).single();
    }
}
