package ai.tulia.messaging.store.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One call of {@link HeavyWork}, and the server's process that works for it at the moment. */
final class HeavyCall {
    private final JdbcClient jdbc;
    private @Nullable Integer backend;
    private boolean abandoned;

    HeavyCall(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Its transaction has begun.
     *
     * @throws QueryTimeoutException when nobody waits for it any more
     */
    synchronized void enter() {
        if (abandoned) {
            throw new QueryTimeoutException(
                    "nobody waits for it any more", new SQLException("abandoned", DatabaseFailures.QUERY_CANCELED));
        }
        backend = jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
    }

    /** Its transaction is about to end: once its connection is another's, nothing of it may be canceled. */
    synchronized void leave() {
        backend = null;
    }

    /** Cancels what runs, on another connection, and lets nothing begin. */
    synchronized void abandon() {
        abandoned = true;
        Integer working = backend;
        if (working != null) {
            jdbc.sql("select pg_cancel_backend(:backend)")
                    .param("backend", working)
                    .query(Boolean.class)
                    .single();
        }
    }
}
