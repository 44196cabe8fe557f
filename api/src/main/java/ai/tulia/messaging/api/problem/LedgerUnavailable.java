package ai.tulia.messaging.api.problem;

import ai.tulia.messaging.store.database.DatabaseFailures;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a ledger that cannot be reached, or gave way to another request, from a mistake of ours. */
public final class LedgerUnavailable {
    private LedgerUnavailable() {}

    /** 503: it cannot be reached just now. */
    public static ApiProblem problem() {
        return ApiProblem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "ledger_unavailable",
                        "the ledger cannot be reached just now; nothing of this request is certain to be kept: "
                                + "send it again with the same Idempotency-Key")
                .header("Retry-After", "5");
    }

    static ApiProblem busy() {
        return ApiProblem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "ledger_busy",
                        "another request changed the same rows at the same time, and this one gave way; nothing of it is"
                                + " certain to be kept: send it again with the same Idempotency-Key")
                .header("Retry-After", "1");
    }

    static ApiProblem canceled() {
        return ApiProblem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "query_canceled",
                        "the ledger needed longer for this request than it may; nothing of it is certain to be kept: ask for"
                                + " less at once, or send it again with the same Idempotency-Key")
                .header("Retry-After", "30");
    }

    static boolean causes(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof SQLException sql && isConnectionState(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Connection exception, shutdown or crash of the server, too many connections (PostgreSQL, appendix A). Without a
     * state it is the pool that speaks: the connection is closed, and what closed it may be hidden by the rollback.
     */
    private static boolean isConnectionState(@Nullable String state) {
        return state == null || state.startsWith("08") || state.startsWith("57P0") || state.equals("53300");
    }

    /** Whether this one failed so that another could go on: a deadlock, not serializable, or a row that stayed locked. */
    static boolean isBusy(Throwable failure) {
        return hasState(failure, "40P01")
                || hasState(failure, "40001")
                || hasState(failure, DatabaseFailures.LOCK_NOT_AVAILABLE);
    }

    /** Whether the database ended it: it took too long, or nobody waited for it any more. */
    static boolean isCanceled(Throwable failure) {
        return hasState(failure, DatabaseFailures.QUERY_CANCELED);
    }

    /** Whether a value went as far as the database and could not be stored: SQLSTATE class 22, data exception. */
    static boolean isUnstorableValue(Throwable failure) {
        return hasState(failure, "22");
    }

    private static boolean hasState(Throwable failure, String begins) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(begins)) {
                return true;
            }
        }
        return false;
    }
}
