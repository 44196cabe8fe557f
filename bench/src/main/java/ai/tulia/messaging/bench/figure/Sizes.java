package ai.tulia.messaging.bench.figure;

import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bytes a message of each table, with indexes and all. */
record Sizes(double message, double messageHeap, double events, double keys) {
    static Sizes read(JdbcClient sql, int count) {
        return new Sizes(
                size(sql, "pg_total_relation_size('message')", count),
                size(sql, "pg_relation_size('message')", count),
                size(sql, "pg_total_relation_size('message_event')", count),
                size(sql, "pg_total_relation_size('idempotency_key')", count));
    }

    double all() {
        return message + events + keys;
    }

    private static double size(JdbcClient sql, String of, int count) {
        return sql.sql("select " + of).query(Double.class).single() / count;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "message %.0f (heap %.0f, indexes and maps %.0f), events %.0f, idempotency key %.0f, all %.0f",
                message,
                messageHeap,
                message - messageHeap,
                events,
                keys,
                all());
    }
}
