package ai.tulia.messaging.store.database;

import java.sql.SQLException;
import java.util.Set;

/** Tells failures of the database that trying again does not help from those of the moment, by their SQLSTATE class. */
public final class DatabaseFailures {
    /** A statement was ended: it ran longer than it may, or somebody canceled it. */
    public static final String QUERY_CANCELED = "57014";
    /** A statement waited longer for a row than it may. */
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    /**
     * Feature not supported, data exception, integrity constraint, syntax error or access rule (a missing function among
     * them): see appendix A of PostgreSQL's manual.
     */
    private static final Set<String> PERMANENT = Set.of("0A", "22", "23", "42");

    private DatabaseFailures() {}

    public static boolean isPermanent(Throwable failure) {
        String state = sqlState(failure);
        return state.length() == 5 && PERMANENT.contains(state.substring(0, 2));
    }

    /** Empty when the database did not say. */
    public static String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }
}
